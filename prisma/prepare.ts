/** What is done before every start, in one process: migrations, then the catalogue of experts and the demo users. */
import { databaseUrl } from './env.ts';
import { migrateAndTell } from './migrate.ts';
import { seedAndTell } from './seed.ts';

try {
  const url = databaseUrl();
  console.log(await migrateAndTell(url));
  console.log(await seedAndTell(url));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
