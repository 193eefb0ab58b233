import { AsyncLocalStorage } from 'node:async_hooks';
import { FAILURES } from '@bo1/contracts/errors/values';
import { DefaultLogger, type LogEntry, makeTelemetryFilterString, Runtime } from '@temporalio/worker';
import { pino, type Logger } from 'pino';

/** What every line about a meeting is found by. */
export interface RunNames {
  session_id?: string;
  /** Of the request that began the attempt. */
  correlation_id?: string;
}

const running = new AsyncLocalStorage<RunNames>();

/** Lets every line of our log that is written while `work` is under way carry these names. */
export const logUnder = <T>(names: RunNames, work: () => T): T => running.run(names, work);

/** The process's own log: JSON lines on the standard output. */
export const createLog = (level: string): Logger =>
  pino({
    level,
    base: { part: 'worker' },
    timestamp: pino.stdTimeFunctions.isoTime,
    mixin: () => ({ ...running.getStore() }),
  });

const LEVELS = { TRACE: 'trace', DEBUG: 'debug', INFO: 'info', WARN: 'warn', ERROR: 'error' } as const;

/** Lets the engine's SDK write to our log. Its lines about a meeting carry the meeting's id as `workflowId`. */
export function installRuntime(log: Logger): void {
  // The SDK writes its lines late, in whatever is under way by then: they bring their own names.
  const write = ({ level, message, meta }: LogEntry) =>
    running.exit(() => log[LEVELS[level]]({ ...presentable(meta) }, message));
  Runtime.install({
    logger: new DefaultLogger(log.isLevelEnabled('debug') ? 'DEBUG' : 'INFO', write),
    // Signals are ours: the worker drains, then the process ends.
    shutdownSignals: [],
    telemetryOptions: {
      logging: { filter: makeTelemetryFilterString({ core: 'WARN', other: 'ERROR' }), forward: {} },
    },
  });
}

function presentable(meta: LogEntry['meta']): Record<string, unknown> {
  if (!meta) return {};
  const { taskToken: _, ...known } = meta as Record<string, unknown>;
  return Object.fromEntries(
    Object.entries(known).map(([name, value]) => [name, value instanceof Error ? describeError(value) : value]),
  );
}

/** What may be logged of an error: its kind and its place. The message could quote a person, unless it is a typed one of ours. */
export function describeError(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { kind: typeof error };
  const frames = (error.stack ?? '').split('\n').filter((line) => line.startsWith('    at '));
  const { code, type } = error as Error & { code?: unknown; type?: unknown };
  const isOurs = typeof type === 'string' && type in FAILURES;
  return {
    kind: error.name,
    ...(isOurs ? { message: error.message } : {}),
    ...(code === undefined ? {} : { code }),
    ...(type === undefined ? {} : { type }),
    frames: frames.slice(0, 12).map((line) => line.trim()),
    ...(error.cause === undefined ? {} : { cause: describeError(error.cause) }),
  };
}
