import { z } from 'zod';
import { TIERS } from '@bo1/contracts/meeting/values';

const list = z.string().transform((text) =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean),
);
const flag = z
  .enum(['true', 'false', '1', '0', ''], { error: 'set it to true or false' })
  .transform((text) => text === 'true' || text === '1');
const number = (min: number, max: number) =>
  z.coerce
    .number({ error: `set it to a number from ${min} to ${max}` })
    .int()
    .min(min, `at least ${min}`)
    .max(max, `at most ${max}`);
const url = (example: string) => z.url({ error: `set it to a URL like ${example}` });
const optional = <T extends z.ZodType>(schema: T) =>
  z.preprocess((value) => (value === '' ? undefined : value), schema.optional());

/** Every variable the API reads, under the name it has in the environment. */
const variables = z.object({
  DATABASE_URL: url('postgresql://bo1:secret@127.0.0.1:7405/bo1'),
  REDIS_URL: url('redis://127.0.0.1:7406'),
  S3_ENDPOINT: url('http://127.0.0.1:7407'),
  S3_REGION: z.string().default('us-east-1'),
  S3_BUCKET: z.string({ error: 'name the bucket for finished records, e.g. bo1' }),
  S3_ACCESS_KEY_ID: z.string({ error: 'set the access key of the S3 endpoint' }),
  S3_SECRET_ACCESS_KEY: z.string({ error: 'set the secret key of the S3 endpoint' }),
  TEMPORAL_ADDRESS: z.string({ error: 'set host:port of the Temporal frontend, e.g. 127.0.0.1:7403' }),
  TEMPORAL_NAMESPACE: z.string().default('default'),
  TEMPORAL_API_KEY: optional(z.string()),
  TEMPORAL_TLS: flag.default(false),
  ANTHROPIC_API_KEY: optional(z.string()),
  ANTHROPIC_BASE_URL: optional(url('https://api.anthropic.com')),
  BO1_MODEL_SIMULATED: flag.default(false),
  BO1_PUBLIC_URL: url('http://127.0.0.1:7400'),
  BO1_ALLOWED_ORIGINS: list.default([]),
  BETTER_AUTH_SECRET: z
    .string({ error: 'set at least 32 random characters, e.g. from: openssl rand -base64 32' })
    .min(32, 'use at least 32 random characters, e.g. from: openssl rand -base64 32'),
  BO1_API_PORT: number(0, 65_535).default(7402),
  BO1_API_HOST: z.string().default('127.0.0.1'),
  BO1_TRUSTED_PROXIES: z.string().default('loopback'),
  BO1_LOG_LEVEL: z
    .enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'], {
      error: 'choose fatal, error, warn, info, debug, trace or silent',
    })
    .default('info'),
  BO1_DEFAULT_TIER: z.enum(TIERS, { error: `choose one of ${TIERS.join(', ')}` }).default('free'),
  BO1_BUILD_ID: z.string().default('dev'),
  BO1_TEMPORAL_UI_URL: optional(url('http://127.0.0.1:7404')),
  BO1_DEMO_USER: optional(z.string()),
  BO1_DEMO_PASSWORD: optional(z.string()),
  /** Sign-ins, and sign-ups, a minute from one address. */
  BO1_AUTH_RATE_LIMIT: number(1, 100_000).default(30),
  /** New meetings of one person within the window. */
  BO1_SESSION_LIMIT: number(1, 100_000).default(60),
  BO1_SESSION_LIMIT_WINDOW_SECONDS: number(1, 86_400).default(600),
  BO1_API_POOL_SIZE: number(2, 200).default(20),
  BO1_HEARTBEAT_MS: number(100, 15_000).default(10_000),
});

export type Settings = z.output<typeof variables>;

/** What is wrong with the environment, one line a variable, each saying how to mend it. */
export class SettingsError extends Error {
  override name = 'SettingsError';
}

/** The API's settings. Throws SettingsError naming every variable that is missing or wrong; never repeats a value. */
export function readSettings(environment: Record<string, string | undefined> = process.env): Settings {
  const result = variables.safeParse(environment);
  if (result.success) return result.data;
  const lines = result.error.issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`);
  throw new SettingsError(`The API cannot start with these settings:\n${lines.join('\n')}`);
}
