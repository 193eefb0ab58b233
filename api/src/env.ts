import { number, readEnvironment, sharedVariables, url } from '@bo1/temporal/settings';
import { TIERS } from '@bo1/contracts/meeting/values';
import { z } from 'zod';

const list = z.string().transform((text) =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean),
);

/** Every variable the API reads, under the name it has in the environment. */
const variables = sharedVariables.extend({
  BO1_PUBLIC_URL: url('http', 'http://127.0.0.1:7400'),
  BO1_ALLOWED_ORIGINS: list.default([]),
  BETTER_AUTH_SECRET: z
    .string({ error: 'set at least 32 random characters, e.g. from: openssl rand -base64 32' })
    .min(32, 'use at least 32 random characters, e.g. from: openssl rand -base64 32'),
  BO1_API_PORT: number(0, 65_535).default(7402),
  BO1_API_HOST: z.string().default('127.0.0.1'),
  BO1_TRUSTED_PROXIES: z.string().default('loopback'),
  BO1_DEFAULT_TIER: z.enum(TIERS, { error: `choose one of ${TIERS.join(', ')}` }).default('free'),
  BO1_BUILD_ID: z.string().default('dev'),
  BO1_TEMPORAL_UI_URL: url('http', 'http://127.0.0.1:7404').optional(),
  BO1_DEMO_USER: z.string().optional(),
  BO1_DEMO_PASSWORD: z.string().optional(),
  /** Sign-ins, and sign-ups, a minute from one address. */
  BO1_AUTH_RATE_LIMIT: number(1, 100_000).default(30),
  /** Looks at shared records a minute from one address. */
  // A visit of the page takes two looks: the proxy's for the status, and the page's own.
  BO1_SHARED_RATE_LIMIT: number(1, 100_000).default(120),
  /** New meetings of one person within the window. */
  BO1_SESSION_LIMIT: number(1, 100_000).default(60),
  BO1_SESSION_LIMIT_WINDOW_SECONDS: number(1, 86_400).default(600),
  BO1_API_POOL_SIZE: number(2, 200).default(20),
  BO1_HEARTBEAT_MS: number(100, 15_000).default(10_000),
});

export type Settings = z.output<typeof variables>;

/** The API's settings. Throws SettingsError. */
export const readSettings = (environment: Record<string, string | undefined> = process.env): Settings =>
  readEnvironment('The API', variables, environment);
