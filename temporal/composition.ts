import { createActivities } from '@bo1/activities';
import { createAnthropic } from '@bo1/activities/adapters/anthropic';
import { ANTHROPIC_PRICES } from '@bo1/activities/adapters/anthropic.prices';
import { createBrave } from '@bo1/activities/adapters/brave';
import { createMiniLm } from '@bo1/activities/adapters/minilm';
import { onFirstUse } from '@bo1/activities/adapters/on-first-use';
import type { OpenAiSettings } from '@bo1/activities/adapters/openai';
import { openAiPrices } from '@bo1/activities/adapters/openai.prices';
import { mergedPrices } from '@bo1/activities/adapters/prices';
import { createRedisLive } from '@bo1/activities/adapters/redis';
import { createS3Files } from '@bo1/activities/adapters/s3';
import { createVoyage } from '@bo1/activities/adapters/voyage';
import { systemClock } from '@bo1/activities/ports/clock';
import type { LlmPort } from '@bo1/activities/ports/llm';
import type { Settings } from '@bo1/activities/ports/settings';
import type { WorkflowControl } from '@bo1/activities/ports/workflows';
import { createPrisma, warmUp } from '@bo1/prisma/client';
import type { Client } from '@temporalio/client';
import type { Logger } from 'pino';
import { fallbackOf, sharesQueue, type WorkerSettings } from './env.ts';
import { createMeetings } from './meetings.ts';

export interface Composition {
  activities: ReturnType<typeof createActivities>;
  close(): Promise<void>;
}

/** Gives every port its adapter. The one place that knows them all. */
export function compose(settings: WorkerSettings, client: Client, log: Logger): Composition {
  const db = createPrisma(settings.DATABASE_URL, { poolSize: 12, applicationName: 'bo1-worker' });
  void warmUp(db); // beside the engine's own connections
  const live = createRedisLive(settings.REDIS_URL, log);
  const local = createMiniLm(settings.BO1_EMBEDDINGS_DIR, log);
  const files = createS3Files({
    endpoint: settings.S3_ENDPOINT,
    region: settings.S3_REGION,
    bucket: settings.S3_BUCKET,
    accessKeyId: settings.S3_ACCESS_KEY_ID,
    secretAccessKey: settings.S3_SECRET_ACCESS_KEY,
  });
  const activities = createActivities({
    db,
    llm: vendorsOf(settings),
    embeddings: settings.VOYAGE_API_KEY
      ? createVoyage({
          apiKey: settings.VOYAGE_API_KEY,
          baseUrl: settings.VOYAGE_BASE_URL,
          model: settings.BO1_VOYAGE_MODEL,
          price: settings.BO1_VOYAGE_PRICE,
          fallback: local,
          log,
        })
      : local,
    search: settings.BRAVE_API_KEY
      ? createBrave({ apiKey: settings.BRAVE_API_KEY, baseUrl: settings.BRAVE_BASE_URL })
      : null,
    files,
    live,
    clock: systemClock,
    workflows: workflowControl(client),
    settings: activitySettings(settings),
    log,
  });
  return {
    activities,
    async close() {
      live.close();
      await local?.close();
      await db.$disconnect();
    },
  };
}

/** The engine as activities may see it. */
function workflowControl(client: Client): WorkflowControl {
  const meetings = createMeetings(client);
  return { state: (sessionId) => meetings.state(sessionId), start: (input) => meetings.start(input) };
}

/** Model vendors, the preferred first. A server of one's own may need no key. */
function vendorsOf(settings: WorkerSettings): LlmPort[] {
  const { ANTHROPIC_API_KEY, ANTHROPIC_BASE_URL, OPENAI_API_KEY, OPENAI_BASE_URL } = settings;
  return [
    ...(ANTHROPIC_API_KEY ? [createAnthropic({ apiKey: ANTHROPIC_API_KEY, baseUrl: ANTHROPIC_BASE_URL })] : []),
    ...(fallbackOf(settings) ? [openAi({ apiKey: OPENAI_API_KEY ?? 'none', baseUrl: OPENAI_BASE_URL })] : []),
  ];
}

const openAi = (given: OpenAiSettings): LlmPort =>
  onFirstUse('openai', async () => {
    const { createOpenAi } = await import('@bo1/activities/adapters/openai');
    return createOpenAi(given);
  });

function activitySettings(settings: WorkerSettings): Settings {
  const fallback = fallbackOf(settings);
  const anthropic = settings.ANTHROPIC_API_KEY !== undefined;
  return {
    models: {
      ...(anthropic ? { anthropic: { main: settings.BO1_MODEL_MAIN, small: settings.BO1_MODEL_SMALL } } : {}),
      ...(fallback ? { openai: fallback.models } : {}),
    },
    prices: mergedPrices(...(anthropic ? [ANTHROPIC_PRICES] : []), ...(fallback ? [openAiPrices(fallback)] : [])),
    limits: {
      max_rounds: settings.BO1_MAX_ROUNDS,
      hard_limit_ms: settings.BO1_HARD_LIMIT_MS,
      liveness_ms: settings.BO1_LIVENESS_MS,
      ...(sharesQueue(settings) ? { shared_queue: true as const } : {}),
      stopping: settings.BO1_STOPPING,
    },
    budgets: settings.BO1_BUDGETS,
    cost_notices: settings.BO1_COST_NOTICES,
    sub_problems: settings.BO1_SUB_PROBLEMS,
    call_timeout_ms: settings.BO1_CALL_TIMEOUT_MS,
    prefix_wait_ms: settings.BO1_PREFIX_WAIT_MS,
    search_cache_ms: settings.BO1_SEARCH_CACHE_HOURS * 3_600_000,
    simulated: settings.BO1_MODEL_SIMULATED,
  };
}
