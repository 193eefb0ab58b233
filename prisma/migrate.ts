import { readFile } from 'node:fs/promises';
import { PrismaPg } from '@prisma/adapter-pg';
import pg from 'pg';
import { everything, openEngine } from './engine.ts';
import { databaseUrl } from './env.ts';
import { migrationsPath, readHistory, schemaPath } from './history.ts';

/** Our own key: Prisma's native engine holds another (72707369) while it migrates. */
const LOCK_KEY = 4_207_001;
const CONNECT_FOR_MS = 20_000;

export interface MigrationRun {
  /** Names of the migrations this run applied; empty where there was nothing to do. */
  applied: string[];
}

/** Why the database is not at the version of this code. The message says what to do. */
export class MigrationFailed extends Error {
  override name = 'MigrationFailed';
}

/**
 * Brings the database to the newest migration. All of it is one transaction on one connection: a process killed half-way
 * leaves nothing behind, and of two runs at once the second waits, then finds nothing to do. (So no migration may hold a
 * statement that Postgres refuses in a transaction, such as `create index concurrently`.)
 */
export async function migrate(url: string, directory: string = migrationsPath): Promise<MigrationRun> {
  const pool = await connect(url);
  try {
    await pool.query('begin');
    await pool.query('select pg_advisory_xact_lock($1)', [LOCK_KEY]);
    const applied = await apply(pool, directory);
    await pool.query('commit');
    return { applied };
  } catch (error) {
    if (error instanceof MigrationFailed) throw error;
    throw new MigrationFailed(`The database could not be migrated: ${firstLine(error)}`, { cause: error });
  } finally {
    await pool.end(); // an open transaction ends with its connection
  }
}

/** One connection, kept: the transaction and the lock live on it. Waits for a server that is just starting. */
async function connect(url: string): Promise<pg.Pool> {
  const deadline = Date.now() + CONNECT_FOR_MS;
  for (;;) {
    const pool = new pg.Pool({ connectionString: url, max: 1, idleTimeoutMillis: 0, connectionTimeoutMillis: 5_000 });
    pool.on('error', () => undefined); // a lost connection shows in the query that follows
    try {
      await pool.query('select 1');
      return pool;
    } catch (error) {
      await pool.end();
      if (!mayBeStarting(error) || Date.now() > deadline)
        throw new MigrationFailed(unreachable(url, error), { cause: error });
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  }
}

/** A server that starts refuses, cuts the connection, is slow to take it (these have no code), or has no room yet. */
function mayBeStarting(error: unknown): boolean {
  const { code } = error as { code?: string };
  return code === undefined || ['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', '57P03', '53300'].includes(code);
}

async function apply(pool: pg.Pool, directory: string): Promise<string[]> {
  let failedScript: unknown;
  const factory = new PrismaPg(pool);
  const adapter = await factory.connect();
  // The adapter's own way cuts a script at every semicolon, also those inside text and function bodies.
  adapter.executeScript = async (script) => {
    await pool.query(script).catch((error: unknown) => {
      failedScript ??= error;
      throw error;
    });
  };
  adapter.dispose = () => Promise.resolve();
  factory.connect = () => Promise.resolve(adapter);
  const engine = await openEngine(factory, await readFile(schemaPath, 'utf8'));
  try {
    const migrationsList = await readHistory(directory);
    await refuseForeignHistory(pool, migrationsList.migrationDirectories);
    return (await engine.applyMigrations({ migrationsList, filters: everything })).appliedMigrationNames;
  } catch (error) {
    if (failedScript === undefined) throw error;
    throw new MigrationFailed(`A migration failed and was rolled back: ${firstLine(failedScript)}`, { cause: error });
  } finally {
    engine.free();
  }
}

/** A database that knows migrations this code does not have belongs to a newer version. */
async function refuseForeignHistory(pool: pg.Pool, known: { path: string }[]): Promise<void> {
  const table = await pool.query<{ found: string | null }>("select to_regclass('_prisma_migrations')::text as found");
  if (!table.rows[0]?.found) return;
  const rows = await pool.query<{ migration_name: string }>(
    'select migration_name from _prisma_migrations where rolled_back_at is null order by migration_name',
  );
  const names = new Set(known.map(({ path }) => path));
  const foreign = rows.rows.map((row) => row.migration_name).filter((name) => !names.has(name));
  if (foreign.length === 0) return;
  throw new MigrationFailed(
    `The database has migrations that this version does not know (${foreign.join(', ')}): it was used by a newer version. ` +
      'Run that version, or give another DATABASE_URL; an embedded database begins empty with `npm start -- --fresh`.',
  );
}

function unreachable(url: string, error: unknown): string {
  const { hostname, port, pathname } = URL.canParse(url) ? new URL(url) : { hostname: '?', port: '?', pathname: '?' };
  const where = `${hostname}:${port || '5432'}, database ${pathname.slice(1) || '?'}`;
  return `The database cannot be reached (${where}): ${firstLine(error)}. Check DATABASE_URL and that the server runs.`;
}

const firstLine = (error: unknown) =>
  (error instanceof Error ? error.message || (error as { code?: string }).code || error.name : String(error)).split(
    '\n',
  )[0];

/** Migrates and says in a line what was done. @throws MigrationFailed */
export async function migrateAndTell(url: string): Promise<string> {
  const { applied } = await migrate(url);
  return applied.length === 0 ? 'The database is up to date.' : `Applied ${applied.join(', ')}.`;
}

if (import.meta.main) {
  try {
    console.log(await migrateAndTell(databaseUrl()));
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}
