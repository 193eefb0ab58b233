/** Postgres (or the way to it) could not do the work in time; nothing of it was done. The caller may try again later. */
export class StorageUnavailable extends Error {
  override name = 'StorageUnavailable';
  readonly code = 'storage_unavailable';
}

/** How often and how long storage is tried. */
export interface RetryOptions {
  /** After this time no further try begins, in ms. */
  giveUpAfterMs?: number;
  signal?: AbortSignal;
}

const GIVE_UP_AFTER_MS = 4_000;
const BACKOFF = { first: 20, most: 500 };

/** Prisma's codes for: unreachable, timed out, connection lost, pool or server full, no transaction in time, conflict. */
const PRISMA_CODES = new Set([
  'P1001',
  'P1002',
  'P1008',
  'P1011',
  'P1017',
  'P1018',
  'P2024',
  'P2028',
  'P2034',
  'P2037',
]);
/** Postgres' own: connection exceptions, serialization, deadlock, too many connections, shutting down or starting. */
const POSTGRES_CODES = /^(08\w{3}|40001|40P01|53300|57P0[1-3]|55P03)$/;
const SYSTEM_CODES = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND', 'EAI_AGAIN']);
const ADAPTER_KINDS = new Set([
  'DatabaseNotReachable',
  'ConnectionClosed',
  'SocketTimeout',
  'TooManyConnections',
  'TransactionAlreadyClosed',
  'TransactionWriteConflict',
]);
/** The driver says these in words only. */
const MESSAGES =
  /Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error/;

/** Whether an error says that the database was away, full or in conflict, so that the same work may pass later. */
export function isTransient(error: unknown, depth = 0): boolean {
  if (typeof error !== 'object' || error === null || depth > 4) return false;
  const { code, kind, originalCode, message, cause, meta } = error as Record<string, unknown>;
  if ([code, originalCode].some((value) => typeof value === 'string' && isTransientCode(value))) return true;
  if (typeof kind === 'string' && ADAPTER_KINDS.has(kind)) return true;
  if (typeof message === 'string' && MESSAGES.test(message)) return true;
  const inner = (meta as { driverAdapterError?: unknown } | undefined)?.driverAdapterError;
  return isTransient(cause, depth + 1) || isTransient(inner, depth + 1);
}

const isTransientCode = (code: string) => PRISMA_CODES.has(code) || POSTGRES_CODES.test(code) || SYSTEM_CODES.has(code);

/**
 * Runs work on storage, again while it fails for a passing reason, with jittered backoff. The work must be idempotent: a
 * connection lost during a commit does not tell whether it happened. Throws StorageUnavailable when time is up.
 */
export async function withStorageRetry<T>(work: () => Promise<T>, options: RetryOptions = {}): Promise<T> {
  const deadline = Date.now() + (options.giveUpAfterMs ?? GIVE_UP_AFTER_MS);
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      if (!isTransient(error)) throw error;
      const wait = Math.min(BACKOFF.most, BACKOFF.first * 2 ** attempt) * (0.5 + Math.random());
      if (options.signal?.aborted || Date.now() + wait > deadline) {
        throw new StorageUnavailable('The database is not available.', { cause: error });
      }
      await new Promise((resolve) => setTimeout(resolve, wait));
    }
  }
}
