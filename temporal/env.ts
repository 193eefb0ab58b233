import { z } from 'zod';
import { checkAnthropicModels } from '@bo1/activities/adapters/anthropic.prices';
import { DEFAULT_MODELS } from '@bo1/activities/adapters/anthropic.models';
import { DEFAULT_OPENAI_MODELS, openAiPrices, type OpenAiModels } from '@bo1/activities/adapters/openai.prices';
import { DEFAULT_VOYAGE_MODEL } from '@bo1/activities/adapters/voyage';
import { voyagePrice } from '@bo1/activities/adapters/voyage.prices';
import { QUEUES, type Queue } from '@bo1/contracts/engine/values';
import { DEFAULT_LIMITS } from '@bo1/contracts/meeting/values';
import type { EngineSettings } from './connection.ts';
import { budgetsVariable, costNoticesVariable, stoppingVariable, subProblemsVariable } from './rules.ts';
import { engineOf, engineVariables, number, readEnvironment, SettingsError, sharedVariables, url } from './settings.ts';

const queues = z
  .string()
  .default(Object.keys(QUEUES).join(','))
  .transform((text) => text.split(',').map((name) => name.trim()))
  .refine((names): names is Queue[] => names.length > 0 && names.every((name) => name in QUEUES), {
    error: `name queues of ${Object.keys(QUEUES).join(', ')}, separated by commas`,
  });

const price = z
  .string()
  .regex(/^\d+(\.\d+)?(,\d+(\.\d+)?){1,2}$/, 'give dollars for a million tokens of input and output, e.g. 0.5,1.5')
  .transform((text) => text.split(',').map(Number));

const NO_MODEL =
  'set a key of the Anthropic API, from https://platform.claude.com; or OPENAI_BASE_URL to a server that speaks the OpenAI protocol';

/** Every variable the worker reads, under the name it has in the environment. */
const variables = sharedVariables.extend({
  BO1_MODEL_MAIN: z.string().default(DEFAULT_MODELS.main),
  BO1_MODEL_SMALL: z.string().default(DEFAULT_MODELS.small),
  BO1_FALLBACK_MODEL_MAIN: z.string().default(DEFAULT_OPENAI_MODELS.main),
  BO1_FALLBACK_MODEL_SMALL: z.string().default(DEFAULT_OPENAI_MODELS.small),
  /** Dollars for a million tokens of input, output and, where it differs, cached input: for models that are not listed. */
  BO1_FALLBACK_PRICE_MAIN: price.optional(),
  BO1_FALLBACK_PRICE_SMALL: price.optional(),
  /** Sentence embeddings by Voyage; absent: by the model on this machine. */
  VOYAGE_API_KEY: z.string().optional(),
  VOYAGE_BASE_URL: url('http', 'https://api.voyageai.com').optional(),
  BO1_VOYAGE_MODEL: z.string().default(DEFAULT_VOYAGE_MODEL),
  /** Dollars for a million tokens of a model of Voyage's that is not listed. */
  BO1_VOYAGE_PRICE: z.coerce.number().positive({ error: 'give dollars for a million tokens, e.g. 0.06' }).optional(),
  /** Research on the web by Brave Search; absent: it is not offered to boards. */
  BRAVE_API_KEY: z.string().optional(),
  BRAVE_BASE_URL: url('http', 'https://api.search.brave.com').optional(),
  /** How long an answer of the search serves other meetings too, in hours. */
  BO1_SEARCH_CACHE_HOURS: number(0, 24 * 30).default(24),
  /** Folder with a sentence embedding model; absent: the installed one. */
  BO1_EMBEDDINGS_DIR: z.string().optional(),
  BO1_MAX_ROUNDS: number(1, 6).default(DEFAULT_LIMITS.max_rounds),
  /** Numbers of the product's rules by name, e.g. `pro=2`; what is not named stays as it is. */
  BO1_BUDGETS: budgetsVariable,
  BO1_COST_NOTICES: costNoticesVariable,
  BO1_SUB_PROBLEMS: subProblemsVariable,
  BO1_STOPPING: stoppingVariable,
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
  /** Where the bundle of the workflows is kept between starts; `cache` below `BO1_HOME` when not given. */
  BO1_CACHE_DIR: z.string().optional(),
  /**
   * Where a worker notes what it has in hand, so that the process that takes its place after a kill need not wait until
   * the engine misses it. Only where one process at a time uses the folder; absent: nothing is noted.
   */
  BO1_OPEN_TASKS_DIR: z.string().optional(),
});

export type WorkerSettings = z.output<typeof variables>;

/** What stands in for vendors never mixes with real ones: made-up sources and answers have no place in a real meeting. */
function withoutSimulators(given: WorkerSettings): WorkerSettings {
  if (given.BO1_MODEL_SIMULATED) return given;
  const isReal = (key: string | undefined): boolean => !key?.startsWith('sk-sim-');
  return {
    ...given,
    ...(isReal(given.OPENAI_API_KEY) ? {} : { OPENAI_API_KEY: undefined, OPENAI_BASE_URL: undefined }),
    ...(isReal(given.VOYAGE_API_KEY) ? {} : { VOYAGE_API_KEY: undefined }),
    ...(isReal(given.BRAVE_API_KEY) ? {} : { BRAVE_API_KEY: undefined }),
  };
}

/** Where the engine is, for a process that is only its client. Throws SettingsError. */
export const engineSettings = (): EngineSettings =>
  engineOf(readEnvironment('The command', engineVariables, process.env));

/** The vendor that takes over where Anthropic is out of reach, or null where none is set up. */
export function fallbackOf(settings: WorkerSettings): OpenAiModels | null {
  if (settings.OPENAI_API_KEY === undefined && settings.OPENAI_BASE_URL === undefined) return null;
  return {
    models: { main: settings.BO1_FALLBACK_MODEL_MAIN, small: settings.BO1_FALLBACK_MODEL_SMALL },
    baseUrl: settings.OPENAI_BASE_URL,
    prices: { main: settings.BO1_FALLBACK_PRICE_MAIN ?? [], small: settings.BO1_FALLBACK_PRICE_SMALL ?? [] },
  };
}

/**
 * Whether calls of the model may run on the workflows' own queue, which the engine hands out sooner. A quota is kept by a
 * queue of the calls alone, and workers of their own take from no other.
 */
export const sharesQueue = ({ BO1_LLM_CALLS_PER_SECOND: quota, BO1_WORKER_QUEUES: queues }: WorkerSettings): boolean =>
  quota === undefined && queues.includes('orchestration') && queues.includes('llm');

/** The worker's settings. Throws SettingsError. */
export function workerSettings(environment: Record<string, string | undefined> = process.env): WorkerSettings {
  const another = environment['OPENAI_API_KEY'] || environment['OPENAI_BASE_URL'];
  const needed = another ? variables : variables.extend({ ANTHROPIC_API_KEY: z.string({ error: NO_MODEL }) });
  const settings = withoutSimulators(readEnvironment<WorkerSettings>('The worker', needed, environment));
  try {
    if (settings.ANTHROPIC_API_KEY !== undefined)
      checkAnthropicModels({ main: settings.BO1_MODEL_MAIN, small: settings.BO1_MODEL_SMALL });
    if (settings.VOYAGE_API_KEY !== undefined) voyagePrice(settings.BO1_VOYAGE_MODEL, settings.BO1_VOYAGE_PRICE);
    const fallback = fallbackOf(settings);
    if (fallback) openAiPrices(fallback);
    else if (settings.ANTHROPIC_API_KEY === undefined) throw new Error(`No model is set up: ${NO_MODEL}.`);
  } catch (error) {
    throw new SettingsError((error as Error).message, { cause: error });
  }
  return settings;
}
