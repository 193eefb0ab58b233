import { z } from 'zod';
import { checkAnthropicModels } from '@bo1/activities/adapters/anthropic.prices';
import { DEFAULT_MODELS } from '@bo1/activities/adapters/anthropic.models';
import { QUEUES, type Queue } from '@bo1/contracts/engine/values';
import { DEFAULT_LIMITS } from '@bo1/contracts/meeting/values';

const blank = (value: unknown) => (value === '' ? undefined : value);
const optional = <T extends z.ZodType>(schema: T) => z.preprocess(blank, schema.optional());
const flag = z.preprocess(
  blank,
  z
    .enum(['true', 'false', '1', '0'], { error: 'set it to true or false' })
    .default('false')
    .transform((text) => text === 'true' || text === '1'),
);
const number = (min: number, max: number, standard: number) =>
  z.preprocess(
    blank,
    z.coerce
      .number({ error: `set it to a number from ${min} to ${max}` })
      .min(min)
      .max(max)
      .default(standard),
  );
const url = (example: string) => z.url({ error: `set it to a URL like ${example}` });

const queues = z
  .string()
  .default(Object.keys(QUEUES).join(','))
  .transform((text) => text.split(',').map((name) => name.trim()))
  .refine((names): names is Queue[] => names.length > 0 && names.every((name) => name in QUEUES), {
    error: `name queues of ${Object.keys(QUEUES).join(', ')}, separated by commas`,
  });

/** Where the engine is; all that a client of it needs. */
const engine = z.object({
  TEMPORAL_ADDRESS: z.string({ error: 'set host:port of the Temporal frontend, e.g. 127.0.0.1:7403' }),
  TEMPORAL_NAMESPACE: z.string().default('default'),
  TEMPORAL_API_KEY: optional(z.string()),
  TEMPORAL_TLS: flag,
});

/** Every variable the worker reads, under the name it has in the environment. */
const worker = engine.extend({
  DATABASE_URL: url('postgresql://bo1:secret@127.0.0.1:7405/bo1'),
  REDIS_URL: url('redis://127.0.0.1:7406'),
  S3_ENDPOINT: url('http://127.0.0.1:7407'),
  S3_REGION: z.string().default('us-east-1'),
  S3_BUCKET: z.string({ error: 'name the bucket for finished records, e.g. bo1' }),
  S3_ACCESS_KEY_ID: z.string({ error: 'set the access key of the S3 endpoint' }),
  S3_SECRET_ACCESS_KEY: z.string({ error: 'set the secret key of the S3 endpoint' }),
  ANTHROPIC_API_KEY: z.string({ error: 'set a key of the Anthropic API, from https://platform.claude.com' }),
  ANTHROPIC_BASE_URL: optional(url('https://api.anthropic.com')),
  BO1_MODEL_SIMULATED: flag,
  BO1_MODEL_MAIN: z.preprocess(blank, z.string().default(DEFAULT_MODELS.main)),
  BO1_MODEL_SMALL: z.preprocess(blank, z.string().default(DEFAULT_MODELS.small)),
  /** Folder with a sentence embedding model; absent: the installed one. */
  BO1_EMBEDDINGS_DIR: optional(z.string()),
  BO1_MAX_ROUNDS: number(1, 6, DEFAULT_LIMITS.max_rounds),
  BO1_HARD_LIMIT_MS: number(1_000, 24 * 3_600_000, DEFAULT_LIMITS.hard_limit_ms),
  BO1_LIVENESS_MS: number(1_000, 24 * 3_600_000, DEFAULT_LIMITS.liveness_ms),
  BO1_CALL_TIMEOUT_MS: number(1_000, 240_000, 120_000),
  /** How long calls wait for the first one with their prompt's prefix, which fills the vendor's cache; 0: not at all. */
  BO1_PREFIX_WAIT_MS: number(0, 10_000, 2_000),
  /** The vendor's quota in calls a second, kept by the engine for all workers together. */
  BO1_LLM_CALLS_PER_SECOND: optional(z.coerce.number().positive({ error: 'set it to a number above 0' })),
  BO1_RECONCILE_EVERY_MS: number(1_000, 3_600_000, 15_000),
  BO1_RECONCILE_OLDER_THAN_MS: number(0, 3_600_000, 30_000),
  BO1_WORKER_QUEUES: z.preprocess(blank, queues),
  BO1_WORKER_HEALTH_PORT: number(0, 65_535, 7408),
  BO1_WORKER_HEALTH_HOST: z.string().default('127.0.0.1'),
  /** Both set: a versioned worker of that deployment. Neither: an un-versioned one, which takes over everything. */
  BO1_DEPLOYMENT_NAME: optional(z.string()),
  BO1_BUILD_ID: optional(z.string()),
  BO1_HOME: z.string().default('.bo1'),
  BO1_LOG_LEVEL: z
    .enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'], {
      error: 'choose fatal, error, warn, info, debug, trace or silent',
    })
    .default('info'),
});

export type EngineSettings = z.infer<typeof engine>;
export type WorkerSettings = z.infer<typeof worker>;

function read<T>(schema: z.ZodType<T>): T {
  const parsed = schema.safeParse(process.env);
  if (parsed.success) return parsed.data;
  const lines = parsed.error.issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`);
  throw new Error(`The settings are not complete:\n${lines.join('\n')}`);
}

export const engineSettings = (): EngineSettings => read(engine);

/** Throws an error that lists every wrong setting with what to do about it. */
export function workerSettings(): WorkerSettings {
  const settings = read(worker);
  checkAnthropicModels({ main: settings.BO1_MODEL_MAIN, small: settings.BO1_MODEL_SMALL });
  return settings;
}
