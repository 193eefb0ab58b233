/** Settings that more than one process reads from its environment, and how they are read: one rule and one message each. */
import { z } from 'zod';
import type { EngineSettings } from './connection.ts';

/** What is wrong with an environment, one line a variable, each saying how to mend it. Never repeats a value. */
export class SettingsError extends Error {
  override name = 'SettingsError';
}

/**
 * Reads an environment. An empty variable counts as unset: that is how a shell or a compose file switches one off. Throws
 * SettingsError naming every variable that is missing or wrong.
 * @param process who reads, as the message calls it, e.g. `The API`
 */
export function readEnvironment<T>(
  process: string,
  schema: z.ZodType<T>,
  environment: Record<string, string | undefined>,
): T {
  const set = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const result = schema.safeParse(set);
  if (result.success) return result.data;
  const lines = result.error.issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`);
  throw new SettingsError(`${process} cannot start with these settings:\n${lines.join('\n')}`);
}

/** On or off, off when unset. */
export const flag = z
  .enum(['true', 'false', '1', '0'], { error: 'set it to true or false' })
  .default('false')
  .transform((text) => text === 'true' || text === '1');

/** A whole number. */
export const number = (min: number, max: number) =>
  z.coerce
    .number({ error: `set it to a number from ${min} to ${max}` })
    .int('use a whole number')
    .min(min, `at least ${min}`)
    .max(max, `at most ${max}`);

const PROTOCOLS = { http: /^https?$/, postgres: /^postgres(ql)?$/, redis: /^rediss?$/ };
export const url = (kind: keyof typeof PROTOCOLS, example: string) =>
  z.url({ protocol: PROTOCOLS[kind], error: `set it to a URL like ${example}` });

const text = (error: string) => z.string({ error });

const engine = {
  TEMPORAL_ADDRESS: text('set host:port of the Temporal frontend, e.g. 127.0.0.1:7403'),
  TEMPORAL_NAMESPACE: z.string().default('default'),
  TEMPORAL_API_KEY: z.string().optional(),
  TEMPORAL_TLS: flag,
};

/** Where the engine is: all that a client of it needs. */
export const engineVariables = z.object(engine);

/** What the API and the worker have in common. The vendor's key is the worker's to ask for: only it calls the vendor. */
export const sharedVariables = z.object({
  ...engine,
  DATABASE_URL: url('postgres', 'postgresql://bo1:secret@127.0.0.1:7405/bo1'),
  REDIS_URL: url('redis', 'redis://127.0.0.1:7406'),
  S3_ENDPOINT: url('http', 'http://127.0.0.1:7407'),
  S3_REGION: z.string().default('us-east-1'),
  S3_BUCKET: text('name the bucket for finished records, e.g. bo1'),
  S3_ACCESS_KEY_ID: text('set the access key of the S3 endpoint'),
  S3_SECRET_ACCESS_KEY: text('set the secret key of the S3 endpoint'),
  ANTHROPIC_API_KEY: z.string().optional(),
  ANTHROPIC_BASE_URL: url('http', 'https://api.anthropic.com').optional(),
  /** An OpenAI-compatible server: takes over where Anthropic is out of reach, or is the only vendor without its key. */
  OPENAI_API_KEY: z.string().optional(),
  OPENAI_BASE_URL: url('http', 'http://127.0.0.1:11434/v1').optional(),
  BO1_MODEL_SIMULATED: flag,
  BO1_LOG_LEVEL: z
    .enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'], {
      error: 'choose fatal, error, warn, info, debug, trace or silent',
    })
    .default('info'),
});

/** The engine's variables as its client takes them. */
export const engineOf = (variables: z.output<typeof engineVariables>): EngineSettings => ({
  address: variables.TEMPORAL_ADDRESS,
  namespace: variables.TEMPORAL_NAMESPACE,
  api_key: variables.TEMPORAL_API_KEY,
  tls: variables.TEMPORAL_TLS,
});
