import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { MigrationList } from '@prisma/schema-engine-wasm';

export const schemaPath = join(import.meta.dirname, 'schema.prisma');
export const migrationsPath = join(import.meta.dirname, 'migrations');
/** The schema as the last migration leaves it: what the next migration starts from. */
export const snapshotPath = join(migrationsPath, 'schema.snapshot.prisma');

/** Names of the migrations' folders, oldest first. */
export async function migrationNames(baseDir: string = migrationsPath): Promise<string[]> {
  const entries = await readdir(baseDir, { withFileTypes: true });
  return entries
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
}

/** The migrations as the schema engine wants them. */
export async function readHistory(baseDir: string = migrationsPath): Promise<MigrationList> {
  const names = await migrationNames(baseDir);
  return {
    baseDir,
    lockfile: {
      path: 'migration_lock.toml',
      content: await readFile(join(baseDir, 'migration_lock.toml'), 'utf8'),
    },
    shadowDbInitScript: '',
    migrationDirectories: await Promise.all(
      names.map(async (path) => ({
        path,
        migrationFile: {
          path: 'migration.sql',
          content: { tag: 'ok' as const, value: await readFile(join(baseDir, path, 'migration.sql'), 'utf8') },
        },
      })),
    ),
  };
}
