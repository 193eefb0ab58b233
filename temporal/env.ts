import { z } from 'zod';
import { checkAnthropicModels } from '@bo1/activities/adapters/anthropic.prices';
import { DEFAULT_MODELS } from '@bo1/activities/adapters/anthropic.models';
import { QUEUES, type Queue } from '@bo1/contracts/engine/values';
import { DEFAULT_LIMITS } from '@bo1/contracts/meeting/values';
import type { EngineSettings } from './connection.ts';
import { engineOf, engineVariables, number, readEnvironment, SettingsError, sharedVariables } from './settings.ts';

const queues = z
  .string()
  .default(Object.keys(QUEUES).join(','))
  .transform((text) => text.split(',').map((name) => name.trim()))
  .refine((names): names is Queue[] => names.length > 0 && names.every((name) => name in QUEUES), {
    error: `name queues of ${Object.keys(QUEUES).join(', ')}, separated by commas`,
  });

/** Every variable the worker reads, under the name it has in the environment. */
const worker = sharedVariables.extend({
  ANTHROPIC_API_KEY: z.string({ error: 'set a key of the Anthropic API, from https://platform.claude.com' }),
  BO1_MODEL_MAIN: z.string().default(DEFAULT_MODELS.main),
  BO1_MODEL_SMALL: z.string().default(DEFAULT_MODELS.small),
  /** Folder with a sentence embedding model; absent: the installed one. */
  BO1_EMBEDDINGS_DIR: z.string().optional(),
  BO1_MAX_ROUNDS: number(1, 6).default(DEFAULT_LIMITS.max_rounds),
  BO1_HARD_LIMIT_MS: number(1_000, 24 * 3_600_000).default(DEFAULT_LIMITS.hard_limit_ms),
  BO1_LIVENESS_MS: number(1_000, 24 * 3_600_000).default(DEFAULT_LIMITS.liveness_ms),
  BO1_CALL_TIMEOUT_MS: number(1_000, 240_000).default(120_000),
  /** How long calls wait for the first one with their prompt's prefix, which fills the vendor's cache; 0: not at all. */
  BO1_PREFIX_WAIT_MS: number(0, 10_000).default(2_000),
  /** The vendor's quota in calls a second, kept by the engine for all workers together. */
  BO1_LLM_CALLS_PER_SECOND: z.coerce.number().positive({ error: 'set it to a number above 0' }).optional(),
  BO1_RECONCILE_EVERY_MS: number(1_000, 3_600_000).default(15_000),
  BO1_RECONCILE_OLDER_THAN_MS: number(0, 3_600_000).default(30_000),
  BO1_WORKER_QUEUES: queues,
  BO1_WORKER_HEALTH_PORT: number(0, 65_535).default(7408),
  BO1_WORKER_HEALTH_HOST: z.string().default('127.0.0.1'),
  /** Both set: a versioned worker of that deployment. Neither: an un-versioned one, which takes over everything. */
  BO1_DEPLOYMENT_NAME: z.string().optional(),
  BO1_BUILD_ID: z.string().optional(),
  BO1_HOME: z.string().default('.bo1'),
});

export type WorkerSettings = z.output<typeof worker>;

/** Where the engine is, for a process that is only its client. Throws SettingsError. */
export const engineSettings = (): EngineSettings =>
  engineOf(readEnvironment('The command', engineVariables, process.env));

/** The worker's settings. Throws SettingsError. */
export function workerSettings(environment: Record<string, string | undefined> = process.env): WorkerSettings {
  const settings = readEnvironment('The worker', worker, environment);
  try {
    checkAnthropicModels({ main: settings.BO1_MODEL_MAIN, small: settings.BO1_MODEL_SMALL });
  } catch (error) {
    throw new SettingsError((error as Error).message, { cause: error });
  }
  return settings;
}
