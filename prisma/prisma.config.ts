import { defineConfig } from 'prisma/config';
import { readEnv } from './env.ts';

/** For Prisma's own command line, where its native engine can be had; the project itself uses migrate.ts. */
export default defineConfig({
  schema: 'schema.prisma',
  migrations: { path: 'migrations', seed: 'node seed.ts' },
  datasource: { url: readEnv().DATABASE_URL ?? '' },
});
