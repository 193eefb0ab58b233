import { connect } from 'node:net';
import { reasonOf, StartError } from './failure.ts';
import { askPostgres, askRedis, askS3, askTemporal, type Doubt } from './external-asks.ts';
import type { StackContext } from './part.ts';

/** How long all of them together may take, in ms: a database that sleeps while nobody asks needs some of it. */
const PATIENCE_MS = 10_000;

/** A server that a variable names in place of an embedded part. */
interface External {
  variable: string;
  /** What a person calls it. */
  name: string;
  /** Rejects when it cannot be used. */
  ask(context: StackContext, signal: AbortSignal): Promise<Doubt>;
}

const EXTERNAL: Record<string, External> = {
  postgres: { variable: 'DATABASE_URL', name: 'Postgres', ask: askPostgres },
  redis: { variable: 'REDIS_URL', name: 'Redis', ask: askRedis },
  s3: { variable: 'S3_ENDPOINT', name: 'The object store', ask: askS3 },
  temporal: { variable: 'TEMPORAL_ADDRESS', name: 'Temporal', ask: askTemporal },
};

const DEFAULT_PORTS: Record<string, number> = {
  'postgres:': 5432,
  'postgresql:': 5432,
  'redis:': 6379,
  'rediss:': 6379,
  'http:': 80,
  'https:': 443,
  'temporal:': 7233,
};

/** Host and port of what a variable says; the host is empty where a URL leaves it to the driver (a socket's path). */
function placeOf(value: string): { host: string; port: number } {
  const url = new URL(value.includes('://') ? value : `temporal://${value}`);
  return {
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: Number(url.port) || (DEFAULT_PORTS[url.protocol] ?? 0),
  };
}

const SAID: Record<string, string> = {
  ECONNREFUSED: 'nobody listens there',
  ENOTFOUND: 'there is no host of that name',
  EAI_AGAIN: 'the name of the host cannot be looked up now',
  EHOSTUNREACH: 'the host cannot be reached',
  ENETUNREACH: 'its network cannot be reached',
};

/** Opens a connection and closes it; rejects with why nobody answers, in words. */
function requireListener({ host, port }: { host: string; port: number }, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host, port });
    const late = (): void => end(new Error('no answer'));
    const end = (failure?: Error): void => {
      signal.removeEventListener('abort', late);
      socket.destroy();
      if (failure === undefined) resolve();
      else reject(failure);
    };
    signal.addEventListener('abort', late, { once: true });
    socket.once('connect', () => end());
    socket.once('error', (error: NodeJS.ErrnoException) =>
      end(new Error(SAID[error.code ?? ''] ?? error.code ?? error.message)),
    );
  });
}

/** Why a server cannot be used, or what there is to doubt; undefined when all is well. */
async function problemWith(
  part: string,
  context: StackContext,
  patienceMs: number,
): Promise<StartError | string | undefined> {
  const external = EXTERNAL[part];
  if (external === undefined) return undefined;
  const { variable, name } = external;
  const place = placeOf(context.settings[variable] ?? '');
  const signal = AbortSignal.timeout(patienceMs);
  const where = `${name} at ${place.host === '' ? variable : `${place.host}:${place.port} (${variable})`}`;
  try {
    if (place.host !== '') await requireListener(place, signal);
    const doubt = await external.ask(context, signal);
    return doubt === undefined ? undefined : `${where} ${doubt}`;
  } catch (thrown) {
    const why = signal.aborted ? `no answer within ${patienceMs / 1000} s` : reasonOf(thrown);
    const remedy = thrown instanceof StartError ? thrown.remedy : '';
    return new StartError(
      `${where} cannot be used: ${why}.`,
      remedy || `Start it or correct ${variable}; unset ${variable} to use the embedded one.`,
    );
  }
}

/**
 * Asks every server that replaces an embedded part whether it can be used, side by side and for a few seconds at most: without it
 * the product would wait for it in silence.
 * @param replaced names of the replaced parts
 * @returns `refused`: each that cannot be used, where it is, the variable that says so, and what to do; `doubts`, for the
 * terminal: what may hinder the product, and need not
 */
export async function askExternal(
  context: StackContext,
  replaced: Set<string>,
  patienceMs = PATIENCE_MS,
): Promise<{ refused: StartError[]; doubts: string[] }> {
  const asked = [...replaced].map((part) => problemWith(part, context, patienceMs));
  const found = (await Promise.all(asked)).filter((problem) => problem !== undefined);
  return {
    refused: found.filter((problem) => problem instanceof StartError),
    doubts: found.filter((problem) => typeof problem === 'string'),
  };
}
