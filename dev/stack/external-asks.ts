import { connect as connectPlain, Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import pg from 'pg';
import { reasonOf, StartError } from './failure.ts';
import type { StackContext } from './part.ts';
import { SEARCH_ATTRIBUTES } from './parts/temporal.ts';
import { wheelBinary } from './paths.ts';
import { CommandFailed, run } from './run.ts';

/**
 * What is not as it should be, for the terminal: the start goes on, since the product may well do with it. Only a server that does
 * not answer at all, or refuses by name what the product cannot do without, makes a question reject.
 */
export type Doubt = string | undefined;

const unchecked = (reason: string): string => `is not checked: ${reason}`;

/** Signs in and runs nothing. */
export async function askPostgres({ settings }: StackContext, signal: AbortSignal): Promise<Doubt> {
  const socket = new Socket(); // ours: the client's own way to hang up waits for the server to do so, too
  const client = new pg.Client({ connectionString: settings.DATABASE_URL, stream: () => socket });
  client.on('error', () => undefined); // a lost line shows in the query
  const hangUp = (): void => void socket.destroy();
  signal.addEventListener('abort', hangUp, { once: true });
  try {
    await client.connect();
    await client.query('select 1');
    return undefined;
  } catch (thrown) {
    if (!(thrown instanceof pg.DatabaseError)) throw thrown;
    if (thrown.code === '3D000')
      throw new StartError(thrown.message, 'Create that database (it may be empty), or correct DATABASE_URL.');
    if (thrown.code?.startsWith('28') === true) throw thrown; // user or password
    return unchecked(thrown.message);
  } finally {
    signal.removeEventListener('abort', hangUp);
    hangUp();
  }
}

const resp = (...words: string[]): string =>
  `*${words.length}\r\n${words.map((word) => `$${Buffer.byteLength(word)}\r\n${word}\r\n`).join('')}`;

/** Without these there is no working with it; a user who may not ping, and a server that still loads, will do. */
const REDIS_REFUSES = /^-(WRONGPASS|NOAUTH|DENIED|ERR invalid (user|pass)|ERR DB index)/;

/** Signs in, chooses the database and pings. */
export async function askRedis({ settings }: StackContext, signal: AbortSignal): Promise<Doubt> {
  const url = new URL(settings.REDIS_URL ?? '');
  const [user, password, database] = [url.username, url.password, url.pathname.slice(1)].map(decodeURIComponent);
  const questions = [
    ...(password ? [resp('AUTH', ...(user ? [user] : []), password)] : []),
    ...(database && database !== '0' ? [resp('SELECT', database)] : []),
    resp('PING'),
  ];
  const answers = await exchange(url, questions, signal);
  const refusal = answers.find((answer) => REDIS_REFUSES.test(answer));
  if (refusal !== undefined) throw new Error(refusal.slice(1));
  const doubt = answers.find((answer) => answer.startsWith('-') && !/^-NOPERM.*ping/i.test(answer));
  return doubt === undefined ? undefined : unchecked(doubt.slice(1));
}

/** Sends all questions at once; resolves with the line that answers each, fewer where the server hangs up after a refusal. */
function exchange(url: URL, questions: string[], signal: AbortSignal): Promise<string[]> {
  const place = { host: url.hostname.replace(/^\[|\]$/g, ''), port: Number(url.port) || 6379 };
  return new Promise((resolve, reject) => {
    const encrypted = url.protocol === 'rediss:';
    const socket: Socket = encrypted ? connectTls({ ...place, servername: place.host }) : connectPlain(place);
    const hangUp = (): void => void socket.destroy(new Error('no answer'));
    signal.addEventListener('abort', hangUp, { once: true });
    let text = '';
    const lines = (): string[] => text.split('\r\n').slice(0, -1);
    socket.once(encrypted ? 'secureConnect' : 'connect', () => socket.write(questions.join('')));
    socket.on('data', (chunk: Buffer) => {
      text += chunk.toString();
      if (lines().length >= questions.length) socket.end();
    });
    socket.once('error', reject);
    socket.once('close', () => {
      signal.removeEventListener('abort', hangUp);
      const answers = lines();
      if (answers.length >= questions.length || answers.some((answer) => answer.startsWith('-'))) resolve(answers);
      else reject(new Error('it hung up without an answer to PING'));
    });
  });
}

const KEYS_REFUSED = ['InvalidAccessKeyId', 'SignatureDoesNotMatch', 'Unauthorized'];

/** Looks into the bucket with the keys; one that is missing is made by the worker, and keys may do without the right to look. */
export async function askS3({ settings }: StackContext, signal: AbortSignal): Promise<Doubt> {
  // Loaded here only: it takes longer than all else that a start looks at.
  const { ListObjectsV2Command, S3Client, S3ServiceException } = await import('@aws-sdk/client-s3');
  const client = new S3Client({
    endpoint: settings.S3_ENDPOINT,
    region: settings.S3_REGION,
    forcePathStyle: true,
    credentials: { accessKeyId: settings.S3_ACCESS_KEY_ID ?? '', secretAccessKey: settings.S3_SECRET_ACCESS_KEY ?? '' },
    maxAttempts: 1,
  });
  try {
    // Its refusal says why, which the answer to a HEAD cannot.
    await client.send(new ListObjectsV2Command({ Bucket: settings.S3_BUCKET, MaxKeys: 1 }), { abortSignal: signal });
    return undefined;
  } catch (thrown) {
    const status = thrown instanceof S3ServiceException ? thrown.$metadata.httpStatusCode : undefined;
    if (status === undefined) throw thrown;
    if (status === 404) return undefined;
    const name = (thrown as Error).name;
    if (status !== 401 && !KEYS_REFUSED.includes(name))
      return unchecked(`it says ${name} (${status}) of the bucket ${settings.S3_BUCKET}`);
    throw new StartError(
      `it refuses the keys (${name})`,
      'Correct S3_ACCESS_KEY_ID and S3_SECRET_ACCESS_KEY; unset S3_ENDPOINT to use the embedded one.',
    );
  } finally {
    client.destroy();
  }
}

/** Looks for the namespace, and for our search attributes where the server tells which it has (Temporal Cloud does not). */
export async function askTemporal(context: StackContext, signal: AbortSignal): Promise<Doubt> {
  const { TEMPORAL_ADDRESS: address = '', TEMPORAL_NAMESPACE: namespace = 'default', TEMPORAL_TLS } = context.settings;
  const target = ['--address', address, '--namespace', namespace];
  const tls = TEMPORAL_TLS === 'true' ? ['--tls'] : [];
  // A key goes into the environment: arguments show in every process list.
  const { TEMPORAL_API_KEY: key } = context.settings;
  const env: Record<string, string> = key ? { TEMPORAL_API_KEY: key } : {};
  const operator = (...args: string[]): Promise<string | Error> =>
    run({ file: wheelBinary('temporal'), args: ['operator', ...args, ...target, ...tls], env }, context, {
      signal,
    }).catch(saidBy);
  const [described, listed] = await Promise.all([
    operator('namespace', 'describe'),
    operator('search-attribute', 'list'),
  ]);
  const set = `TEMPORAL_ADDRESS=${address} TEMPORAL_NAMESPACE=${namespace}`;
  if (described instanceof Error) {
    const { message } = described;
    if (/namespace .*not found/i.test(message))
      throw new StartError(
        `it has no namespace ${namespace}`,
        `Correct TEMPORAL_NAMESPACE, or create it: temporal operator namespace create ${target.join(' ')} && ${set} npm run register -w temporal`,
      );
    const forbidden = /unauthori[sz]ed|unauthenticated|permission|denied/i.test(message);
    if (/^failed connecting/i.test(message) && !forbidden) throw described;
    signal.throwIfAborted();
    return unchecked(message);
  }
  const names = SEARCH_ATTRIBUTES.map((attribute) => attribute.split('=')[0] ?? '');
  const missing = typeof listed === 'string' ? names.filter((name) => !listed.includes(name)) : [];
  if (missing.length === 0) return undefined;
  return `has no search attributes ${missing.join(', ')} yet: the worker registers them where it may; else do it once: ${set} npm run register -w temporal`;
}

/** What Temporal's command line says, without its own frame. */
function saidBy(thrown: unknown): Error {
  if (!(thrown instanceof CommandFailed)) return thrown instanceof Error ? thrown : new Error(reasonOf(thrown));
  return new Error(thrown.message.replace(/^.*?ended with \w+: (error: )?/i, ''));
}
