import { PrismaPg } from '@prisma/adapter-pg';
import pg from 'pg';
import { type Prisma, PrismaClient } from './generated/client.ts';
import { type RetryOptions, withStorageRetry } from './storage-errors.ts';

export { Prisma } from './generated/client.ts';
export { isTransient, StorageUnavailable, withStorageRetry } from './storage-errors.ts';

/** The database as every process uses it; `createPrisma` makes one. */
export type Db = PrismaClient;
/** The database inside an interactive transaction. */
export type Tx = Prisma.TransactionClient;

export interface PrismaOptions {
  /** Most connections of this process. Default 10. */
  poolSize?: number;
  /** Shown in pg_stat_activity. */
  applicationName?: string;
  /** How long a caller waits for a connection, in ms. Default 2,000. */
  connectTimeoutMs?: number;
}

/** Statements differ by the length of their lists; past this many the rarest would only fill the server's memory. */
const MOST_NAMED_STATEMENTS = 500;

/** A client on its own pool. Connects with the first query; `db.$disconnect()` ends the pool. */
export function createPrisma(url: string, options: PrismaOptions = {}): Db {
  const pool = new pg.Pool({
    connectionString: url,
    max: options.poolSize ?? 10,
    connectionTimeoutMillis: options.connectTimeoutMs ?? 2_000,
    idleTimeoutMillis: 60_000,
    keepAlive: true,
    application_name: options.applicationName,
  });
  const adapter = new PrismaPg(pool, { disposeExternalPool: true, statementNameGenerator: statementNames() });
  return new PrismaClient({ adapter, errorFormat: 'minimal', transactionOptions: { maxWait: 2_000, timeout: 10_000 } });
}

/**
 * Reads the query compiler and opens some connections, so that the first step of a process need not: a third of a second.
 * Never rejects; where the database is away, the first query tells.
 */
export async function warmUp(db: Db, connections = 4): Promise<void> {
  const others = Array.from({ length: connections - 1 }, () => db.$queryRaw`select 1`);
  await Promise.allSettled([db.persona.findFirst({ select: { code: true } }), ...others]);
}

/** Named statements are planned once a connection. */
function statementNames(): (query: { sql: string }) => string {
  const names = new Map<string, string>();
  return ({ sql }) => {
    const known = names.get(sql);
    if (known !== undefined) return known;
    if (names.size >= MOST_NAMED_STATEMENTS) return '';
    const name = `bo1_${names.size}`;
    names.set(sql, name);
    return name;
  };
}

export interface TransactionOptions extends RetryOptions {
  /** Longest run of one try, in ms. Default 10,000. */
  timeoutMs?: number;
}

/**
 * Runs `work` in one transaction (read committed; writers lock the session row first, then the budget row). Lost
 * connections, full pools, deadlocks and conflicts are tried again with backoff: `work` may run more than once and must be
 * idempotent by its keys. Throws StorageUnavailable when the database stays away; errors of `work` itself pass through.
 */
export function inTransaction<T>(db: Db, work: (tx: Tx) => Promise<T>, options: TransactionOptions = {}): Promise<T> {
  const limits = options.timeoutMs === undefined ? {} : { timeout: options.timeoutMs };
  return withStorageRetry(() => db.$transaction(work, limits), options);
}
