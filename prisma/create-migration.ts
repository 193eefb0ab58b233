import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { scriptBetween } from './engine.ts';
import { migrationsPath, schemaPath, snapshotPath } from './history.ts';

/**
 * Writes the migration from the last snapshot to today's schema.prisma and returns its folder's name, or undefined
 * where nothing changed. Needs no database. Read the SQL before committing: renames come out as drop and add.
 */
export async function createMigration(name: string, now: Date = new Date()): Promise<string | undefined> {
  if (!/^[a-z][a-z0-9_]{1,60}$/.test(name)) {
    throw new Error('Name the migration by what it does, in lower_snake_case: e.g. add_datasets.');
  }
  const schema = await readFile(schemaPath, 'utf8');
  const script = await scriptBetween(existsSync(snapshotPath) ? await readFile(snapshotPath, 'utf8') : null, schema);
  if (script !== '') {
    const folder = `${now.toISOString().slice(0, 19).replace(/\D/g, '')}_${name}`;
    await mkdir(join(migrationsPath, folder), { recursive: true });
    await writeFile(join(migrationsPath, folder, 'migration.sql'), script);
    await writeFile(join(migrationsPath, 'migration_lock.toml'), 'provider = "postgresql"\n');
    await writeFile(snapshotPath, schema);
    return folder;
  }
  await writeFile(snapshotPath, schema);
  return undefined;
}

if (import.meta.main) {
  const folder = await createMigration(process.argv[2] ?? '').catch((error: Error) => {
    console.error(error.message);
    process.exit(1);
  });
  console.log(folder ? `prisma/migrations/${folder}/migration.sql` : 'The schema is unchanged: no migration written.');
}
