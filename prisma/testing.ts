import { createHash, randomUUID } from 'node:crypto';
import pg from 'pg';
import { inject } from 'vitest';
import { createPrisma, type Db, type PrismaOptions } from './client.ts';
import { readHistory } from './history.ts';
import { migrate } from './migrate.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Addresses of the servers that all integration tests of a run share. */
    servers: { DATABASE_URL: string; REDIS_URL: string };
  }
}

/** A migrated, empty database of one test file. */
export interface TestDatabase {
  url: string;
  db: Db;
  /** Closes the client and drops the database. */
  drop(): Promise<void>;
}

/** A fresh database on the run's Postgres, copied from a template that is migrated once a run. */
export async function testDatabase(options: PrismaOptions = {}): Promise<TestDatabase> {
  const server = inject('servers').DATABASE_URL;
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  const template = await prepareTemplate(server);
  await onServer(server, (client) => client.query(`create database ${name} template ${template}`));
  const url = databaseOn(server, name);
  const db = createPrisma(url, options);
  return {
    url,
    db,
    async drop() {
      await db.$disconnect();
      await onServer(server, (client) => client.query(`drop database if exists ${name} with (force)`));
    },
  };
}

/** Migrates the template, once a history; concurrent test files wait for the first. */
async function prepareTemplate(serverUrl: string): Promise<string> {
  const history = createHash('sha256')
    .update(JSON.stringify(await readHistory()))
    .digest('hex');
  const name = `bo1_template_${history.slice(0, 12)}`;
  await onServer(serverUrl, async (client) => {
    await client.query('select pg_advisory_lock(4207002)');
    const found = await client.query('select 1 from pg_database where datname = $1', [name]);
    if (found.rowCount === 0) {
      const draft = `${name}_draft`;
      await client.query(`drop database if exists ${draft} with (force)`);
      await client.query(`create database ${draft}`);
      await migrate(databaseOn(serverUrl, draft));
      await client.query(`alter database ${draft} rename to ${name}`);
    }
  });
  return name;
}

async function onServer<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

function databaseOn(serverUrl: string, name: string): string {
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return url.href;
}
