import { mkdtemp, cp, mkdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { migrationNames, migrationsPath } from './history.ts';
import { migrate } from './migrate.ts';
import { testDatabase, type TestDatabase } from './testing.ts';

let server: TestDatabase;
let admin: pg.Client;
beforeAll(async () => {
  server = await testDatabase();
  admin = new pg.Client({ connectionString: server.url });
  await admin.connect();
});
afterAll(async () => {
  await admin.end();
  await server.drop();
});

let made = 0;
/** An empty database beside the test's own. */
async function emptyDatabase(): Promise<{ url: string; drop(): Promise<unknown> }> {
  const url = new URL(server.url);
  const name = `${url.pathname.slice(1)}_${(made += 1)}`;
  await admin.query(`create database ${name}`);
  url.pathname = `/${name}`;
  return { url: url.href, drop: () => admin.query(`drop database ${name} with (force)`) };
}

async function query(url: string, text: string): Promise<pg.QueryResult> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await client.query(text);
  } finally {
    await client.end();
  }
}

/** The project's migrations plus one more with this script. */
async function withExtra(script: string): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'bo1-migrations-'));
  await cp(migrationsPath, directory, { recursive: true });
  await mkdir(join(directory, '29990101000000_extra'));
  await writeFile(join(directory, '29990101000000_extra', 'migration.sql'), script);
  return directory;
}

describe('migrate', () => {
  it('applies everything once, also when several processes begin together', async () => {
    const { url, drop } = await emptyDatabase();
    const runs = await Promise.all([migrate(url), migrate(url), migrate(url)]);
    expect(runs.flatMap(({ applied }) => applied)).toEqual(await migrationNames());
    expect((await migrate(url)).applied).toEqual([]);
    const recorded = await query(url, 'select migration_name, finished_at, rolled_back_at from _prisma_migrations');
    expect(recorded.rows.map((row) => row.migration_name)).toEqual(await migrationNames());
    expect(recorded.rows.every((row) => row.finished_at && !row.rolled_back_at)).toBe(true);
    await drop();
  });

  it('runs scripts with semicolons in text and in function bodies', async () => {
    const { url, drop } = await emptyDatabase();
    const extra = await withExtra(
      `create function twice(n int) returns int language plpgsql as $$ begin return n * 2; end $$;\n` +
        `comment on table users is 'people; and admins';\n`,
    );
    expect((await migrate(url, extra)).applied).toContain('29990101000000_extra');
    expect((await query(url, 'select twice(21) as n')).rows).toEqual([{ n: 42 }]);
    await drop();
  });

  it('leaves nothing of a failed migration behind, says why, and passes once the script is right', async () => {
    const { url, drop } = await emptyDatabase();
    await migrate(url);
    const broken = await withExtra('create table half (id int); select no_such_function();');
    await expect(migrate(url, broken)).rejects.toThrow(/rolled back: function no_such_function\(\) does not exist/);
    expect((await query(url, "select to_regclass('half') as t")).rows).toEqual([{ t: null }]);
    expect((await migrate(url, await withExtra('create table half (id int);'))).applied).toHaveLength(1);
    await drop();
  });

  it('refuses a database that a newer version has migrated', async () => {
    const { url, drop } = await emptyDatabase();
    await migrate(url, await withExtra('create table future (id int);'));
    await expect(migrate(url)).rejects.toThrow(/does not know \(29990101000000_extra\).*newer version/);
    await drop();
  });

  it('says where it looked when there is no such database', async () => {
    const url = new URL(server.url);
    url.pathname = '/nowhere';
    await expect(migrate(url.href)).rejects.toThrow(/cannot be reached.*database nowhere.*DATABASE_URL/);
  });
});
