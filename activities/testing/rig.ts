import { randomUUID } from 'node:crypto';
import { startSimulator, type RunningSimulator } from '@bo1/dev/simulators/anthropic/server';
import { startStack, type PartName, type RunningStack } from '@bo1/dev/stack/testing';
import { createPrisma, type Db, type Prisma } from '@bo1/prisma/client';
import { migrate } from '@bo1/prisma/migrate';
import { MockActivityEnvironment } from '@temporalio/testing';
import { createAnthropic } from '../adapters/anthropic.ts';
import { DEFAULT_MODELS } from '../adapters/anthropic.models.ts';
import { ANTHROPIC_PRICES } from '../adapters/anthropic.prices.ts';
import { createRedisLive, type RedisLive } from '../adapters/redis.ts';
import { createS3Files, type S3Files } from '../adapters/s3.ts';
import { createActivities, type Activities, type ActivityDeps } from '../index.ts';
import type { RunRef } from '../meeting/types.ts';
import { systemClock } from '../ports/clock.ts';
import type { Log } from '../ports/log.ts';
import type { MeetingStart, WorkflowControl, WorkflowState } from '../ports/workflows.ts';

/** Activities on real servers and the vendor's simulator; only the engine's own context is the SDK's stand-in. */
export interface ActivityRig {
  stack: RunningStack;
  db: Db;
  simulator: RunningSimulator;
  live: RedisLive;
  files: S3Files;
  deps: ActivityDeps;
  activities: Activities;
  /** What was logged, newest last. */
  logged: { level: string; fields: object; message: string }[];
  /** A meeting as the API leaves it, its person included. */
  meeting(fields?: Partial<Prisma.SessionUncheckedCreateInput>): Promise<RunRef>;
  /** Runs `work` as an activity; `environment` can cancel it. */
  run<T>(work: () => Promise<T>, environment?: MockActivityEnvironment): Promise<T>;
  stop(): Promise<void>;
}

/** The engine's context for one activity; failures that tests provoke are not worth a log. */
export function activityEnvironment(): MockActivityEnvironment {
  const quiet = () => undefined;
  const logger = { log: quiet, trace: quiet, debug: quiet, info: quiet, warn: quiet, error: quiet };
  return new MockActivityEnvironment({}, { logger });
}

/** The engine as reconcile sees it: what it says of a meeting, and what was started. */
export interface ScriptedEngine extends WorkflowControl {
  says: Map<string, WorkflowState>;
  started: MeetingStart[];
}

export function scriptedEngine(): ScriptedEngine {
  const says = new Map<string, WorkflowState>();
  const started: MeetingStart[] = [];
  return {
    says,
    started,
    state: (id) => Promise.resolve(says.get(id) ?? { state: 'not_found' }),
    start(input) {
      // As the engine does: an id that runs is left alone.
      if (says.get(input.session_id)?.state !== 'running') started.push(input);
      says.set(input.session_id, { state: 'running' });
      return Promise.resolve();
    },
  };
}

export async function startRig(
  options: { parts?: PartName[]; deps?: Partial<ActivityDeps> } = {},
): Promise<ActivityRig> {
  const stack = await startStack({ parts: options.parts ?? ['postgres', 'redis'], migrate: false });
  const { settings } = stack;
  await migrate(settings.DATABASE_URL!);
  const db = createPrisma(settings.DATABASE_URL!, { poolSize: 8 });
  const simulator = await startSimulator(0);
  simulator.state.settings.call_ms = 0;
  const logged: ActivityRig['logged'] = [];
  const at = (level: string) => (fields: object, message: string) => void logged.push({ level, fields, message });
  const log: Log = { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
  const live = createRedisLive(settings.REDIS_URL ?? 'redis://127.0.0.1:1', log);
  const files = filesOf(settings);
  const deps: ActivityDeps = {
    db,
    llm: [createAnthropic({ apiKey: 'sk-sim-activities', baseUrl: simulator.url })],
    embeddings: null,
    files,
    live,
    clock: systemClock,
    workflows: scriptedEngine(),
    settings: {
      models: { anthropic: { ...DEFAULT_MODELS } },
      prices: ANTHROPIC_PRICES,
      limits: { max_rounds: 6, hard_limit_ms: 1_800_000, liveness_ms: 600_000 },
      call_timeout_ms: 10_000,
      prefix_wait_ms: 500,
      simulated: true,
    },
    log,
    ...options.deps,
  };
  return {
    stack,
    db,
    simulator,
    live,
    files,
    deps,
    activities: createActivities(deps),
    logged,
    meeting: (fields) => insertMeeting(db, fields),
    run: (work, environment = activityEnvironment()) => environment.run(work),
    async stop() {
      live.close();
      files.close();
      await simulator.close();
      await db.$disconnect();
      await stack.stop();
    },
  };
}

const filesOf = (settings: Record<string, string>): S3Files =>
  createS3Files({
    endpoint: settings.S3_ENDPOINT ?? 'http://127.0.0.1:1',
    region: settings.S3_REGION ?? 'us-east-1',
    bucket: settings.S3_BUCKET ?? 'bo1',
    accessKeyId: settings.S3_ACCESS_KEY_ID ?? 'none',
    secretAccessKey: settings.S3_SECRET_ACCESS_KEY ?? 'none',
  });

async function insertMeeting(db: Db, fields: Partial<Prisma.SessionUncheckedCreateInput> = {}): Promise<RunRef> {
  const person = randomUUID();
  await db.user.create({ data: { id: person, name: 'Test Person', email: `${person}@example.test`, tier: 'pro' } });
  const id = `bo1_${randomUUID()}`;
  const problemStatement = 'Should we open a second shop in Berlin, although churn is at five percent?';
  await db.session.create({
    data: { id, userId: person, tier: 'pro', problemStatement, correlationId: 'test', ...fields },
  });
  return { session_id: id, attempt: 1, correlation_id: 'test' };
}
