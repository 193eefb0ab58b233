import { chownSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { StartError } from '../failure.ts';
import type { Command, Part, StackContext } from '../part.ts';
import { postgresFolder } from '../paths.ts';
import { asPostgresUser, postgresUser } from '../postgres-user.ts';
import { run } from '../run.ts';

const MAJOR = '18';
export const DATABASE = 'bo1';
export const DATABASE_USER = 'bo1';

const dataFolder = (context: StackContext): string => join(context.home.state.postgres, 'data');

function binary(name: 'postgres' | 'initdb', args: string[], folder: string): Command {
  return asPostgresUser({ file: join(postgresFolder(), 'bin', name), args, env: { LC_ALL: 'C' } }, folder);
}

function own(path: string): void {
  const user = postgresUser();
  if (user !== undefined) chownSync(path, user.uid, user.gid);
}

/** Makes the cluster and the database beside its final place and moves it there: a killed start leaves no half. */
async function createCluster(context: StackContext): Promise<void> {
  const draft = join(context.home.state.postgres, 'data.new');
  const passwordFile = join(context.home.state.postgres, 'password');
  rmSync(draft, { recursive: true, force: true });
  mkdirSync(draft, { recursive: true, mode: 0o700 });
  own(draft);
  writeFileSync(passwordFile, `${context.secrets.postgresPassword}\n`, { mode: 0o600 });
  own(passwordFile);
  try {
    // The built-in locale sorts the same on every system.
    const locale = ['--encoding=UTF8', '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C'];
    const access = [`--username=${DATABASE_USER}`, `--pwfile=${passwordFile}`, '--auth=scram-sha-256'];
    await run(
      binary('initdb', [`--pgdata=${draft}`, ...access, ...locale, '--no-sync', '--no-instructions'], draft),
      context,
    );
    await run(binary('postgres', ['--single', '-D', draft, 'postgres'], draft), context, {
      input: `create database ${DATABASE};\n`,
    });
    renameSync(draft, dataFolder(context));
  } finally {
    rmSync(passwordFile, { force: true });
  }
}

/** Postgres from the platform's npm package, its pid the postmaster's own. */
export const postgres: Part = {
  name: 'postgres',
  needs: [],
  ports: ['postgres'],
  stop: { signal: 'SIGINT', graceMs: 6_000, stage: 2 }, // SIGINT: end sessions, write a checkpoint
  async prepare(context) {
    const version = join(dataFolder(context), 'PG_VERSION');
    if (!existsSync(version)) return createCluster(context);
    const made = readFileSync(version, 'utf8').trim();
    if (made === MAJOR) return;
    throw new StartError(
      `The database in ${context.home.root} was made by Postgres ${made}; this version brings ${MAJOR}.`,
      'Keep it by dumping it with the old version first, or begin empty: npm start -- --fresh',
    );
  },
  command(context) {
    const settings = {
      listen_addresses: '127.0.0.1',
      port: String(context.ports.postgres),
      unix_socket_directories: '',
      max_connections: '200',
      shared_buffers: '64MB',
      log_checkpoints: 'off',
      ...(context.mode === 'test' ? { fsync: 'off' } : {}), // a killed process loses nothing by it, only a killed machine
    };
    const flags = Object.entries(settings).flatMap(([key, value]) => ['-c', `${key}=${value}`]);
    return binary('postgres', ['-D', dataFolder(context), ...flags], dataFolder(context));
  },
  async ready(context) {
    const client = new pg.Client({ connectionString: postgresUrl(context), connectionTimeoutMillis: 1_000 });
    client.on('error', () => undefined); // a lost line shows in the query
    try {
      await client.connect();
      await client.query('select 1');
      return true;
    } catch {
      return false;
    } finally {
      await client.end().catch(() => undefined);
    }
  },
  describe: (context) => ({ url: postgresUrl(context) }),
};

/** The embedded database's URL, password included. */
export function postgresUrl(context: Pick<StackContext, 'ports' | 'secrets'>): string {
  const { ports, secrets } = context;
  return `postgresql://${DATABASE_USER}:${secrets.postgresPassword}@127.0.0.1:${ports.postgres}/${DATABASE}`;
}
