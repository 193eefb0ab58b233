import { createActivities } from '@bo1/activities';
import { createAnthropic } from '@bo1/activities/adapters/anthropic';
import { ANTHROPIC_PRICES } from '@bo1/activities/adapters/anthropic.prices';
import { createMiniLm } from '@bo1/activities/adapters/minilm';
import { createRedisLive } from '@bo1/activities/adapters/redis';
import { createS3Files } from '@bo1/activities/adapters/s3';
import { systemClock } from '@bo1/activities/ports/clock';
import type { Settings } from '@bo1/activities/ports/settings';
import type { WorkflowControl } from '@bo1/activities/ports/workflows';
import { createPrisma } from '@bo1/prisma/client';
import type { Client } from '@temporalio/client';
import type { Logger } from 'pino';
import type { WorkerSettings } from './env.ts';
import { createMeetings } from './meetings.ts';

export interface Composition {
  activities: ReturnType<typeof createActivities>;
  close(): Promise<void>;
}

/** Gives every port its adapter. The one place that knows them all. */
export function compose(settings: WorkerSettings, client: Client, log: Logger): Composition {
  const db = createPrisma(settings.DATABASE_URL, { poolSize: 12, applicationName: 'bo1-worker' });
  const live = createRedisLive(settings.REDIS_URL, log);
  const embeddings = createMiniLm(settings.BO1_EMBEDDINGS_DIR, log);
  const files = createS3Files({
    endpoint: settings.S3_ENDPOINT,
    region: settings.S3_REGION,
    bucket: settings.S3_BUCKET,
    accessKeyId: settings.S3_ACCESS_KEY_ID,
    secretAccessKey: settings.S3_SECRET_ACCESS_KEY,
  });
  const anthropic = createAnthropic({ apiKey: settings.ANTHROPIC_API_KEY, baseUrl: settings.ANTHROPIC_BASE_URL });
  const activities = createActivities({
    db,
    llm: [anthropic],
    embeddings,
    files,
    live,
    clock: systemClock,
    workflows: workflowControl(client),
    settings: activitySettings(settings, anthropic.provider),
    log,
  });
  return {
    activities,
    async close() {
      live.close();
      await embeddings?.close();
      await db.$disconnect();
    },
  };
}

/** The engine as activities may see it. */
function workflowControl(client: Client): WorkflowControl {
  const meetings = createMeetings(client);
  return { state: (sessionId) => meetings.state(sessionId), start: (input, options) => meetings.start(input, options) };
}

function activitySettings(settings: WorkerSettings, provider: string): Settings {
  return {
    models: { [provider]: { main: settings.BO1_MODEL_MAIN, small: settings.BO1_MODEL_SMALL } },
    prices: ANTHROPIC_PRICES,
    limits: {
      max_rounds: settings.BO1_MAX_ROUNDS,
      hard_limit_ms: settings.BO1_HARD_LIMIT_MS,
      liveness_ms: settings.BO1_LIVENESS_MS,
    },
    call_timeout_ms: settings.BO1_CALL_TIMEOUT_MS,
    prefix_wait_ms: settings.BO1_PREFIX_WAIT_MS,
    simulated: settings.BO1_MODEL_SIMULATED,
  };
}
