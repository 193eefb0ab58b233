import { startSimulator, type RunningSimulator } from '@bo1/dev/simulators/anthropic/server';
import { SUB_PROBLEMS_BY_TIER } from '@bo1/contracts/meeting/values';
import { BUDGET_MICROS } from '@bo1/contracts/money/values';
import { startStack } from '@bo1/dev/stack/testing';
import type { Db, Prisma } from '@bo1/prisma/client';
import { insertSession } from '@bo1/prisma/test-rows';
import { testDatabase } from '@bo1/prisma/testing';
import { MockActivityEnvironment } from '@temporalio/testing';
import { inject } from 'vitest';
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
  /** Environment of the servers behind the rig. */
  settings: Record<string, string>;
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
export function activityEnvironment(info: { attempt?: number } = {}): MockActivityEnvironment {
  const quiet = () => undefined;
  const logger = { log: quiet, trace: quiet, debug: quiet, info: quiet, warn: quiet, error: quiet };
  return new MockActivityEnvironment(info, { logger });
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
      // As the engine does: an attempt that runs is left alone.
      const known = says.get(input.session_id);
      if (known?.state !== 'running' || known.attempt < input.attempt) started.push(input);
      says.set(input.session_id, { state: 'running', attempt: input.attempt });
      return Promise.resolve();
    },
  };
}

/** @param options `s3` starts one: other files than the archive's tests have no use for it */
export async function startRig(options: { s3?: boolean; deps?: Partial<ActivityDeps> } = {}): Promise<ActivityRig> {
  const database = await testDatabase({ poolSize: 8 });
  const { db } = database;
  const s3 = options.s3 ? await startStack({ parts: ['s3'], migrate: false }) : null;
  const settings = { ...s3?.settings, ...inject('servers'), DATABASE_URL: database.url };
  const simulator = await startSimulator(0);
  simulator.state.settings.call_ms = 0;
  const logged: ActivityRig['logged'] = [];
  const at = (level: string) => (fields: object, message: string) => void logged.push({ level, fields, message });
  const log: Log = { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
  const live = createRedisLive(settings.REDIS_URL, log);
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
      budgets: { ...BUDGET_MICROS },
      sub_problems: { ...SUB_PROBLEMS_BY_TIER },
      call_timeout_ms: 10_000,
      prefix_wait_ms: 500,
      simulated: true,
    },
    log,
    ...options.deps,
  };
  return {
    settings,
    db,
    simulator,
    live,
    files,
    deps,
    activities: createActivities(deps),
    logged,
    async meeting(fields) {
      const { id } = await insertSession(db, fields);
      return { session_id: id, attempt: 1, correlation_id: 'test' };
    },
    run: (work, environment = activityEnvironment()) => environment.run(work),
    async stop() {
      live.close();
      files.close();
      await simulator.close();
      await s3?.stop();
      await database.drop();
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
