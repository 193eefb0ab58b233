import { type Given, systemSettings, environment } from './env.ts';
import type { Home } from './home.ts';
import { postgresUrl } from './parts/postgres.ts';
import { redisUrl } from './parts/redis.ts';
import { BUCKET, s3Endpoint } from './parts/s3.ts';
import { simulatorUrl, VENDORS } from './parts/simulator.ts';
import { temporalAddress, temporalUiUrl } from './parts/temporal.ts';
import type { StackContext } from './part.ts';
import { cache, compileCache } from './paths.ts';
import type { Ports } from './ports.ts';
import type { Secrets } from './secrets.ts';

/** Names of the people who exist with the embedded database only. */
export const DEMO_USER = 'demo@bo1.test';
export const ADMIN_USER = 'admin@bo1.test';

/** Parts that a person replaced by a server of their own. */
export function replacedBy(given: Given): Set<string> {
  const real = new Set<string>();
  if (given.DATABASE_URL !== undefined) real.add('postgres');
  if (given.REDIS_URL !== undefined) real.add('redis');
  if (given.S3_ENDPOINT !== undefined) real.add('s3');
  if (given.TEMPORAL_ADDRESS !== undefined) real.add('temporal');
  const hasAnthropic = given.ANTHROPIC_API_KEY !== undefined || given.ANTHROPIC_BASE_URL !== undefined;
  const hasOpenAi = given.OPENAI_API_KEY !== undefined || given.OPENAI_BASE_URL !== undefined;
  // Beside a real model nothing is made up: no stand-in for it, no sources that do not exist.
  if (hasAnthropic || hasOpenAi) for (const vendor of VENDORS) real.add(vendor);
  if (given.BRAVE_API_KEY !== undefined) real.add('brave');
  return real;
}

interface Basis {
  ports: Ports;
  secrets: Secrets;
}

function embedded(basis: Basis, real: Set<string>): Record<string, string> {
  const { secrets } = basis;
  return {
    ...(real.has('postgres')
      ? {}
      : {
          DATABASE_URL: postgresUrl(basis),
          BO1_DEMO_USER: DEMO_USER,
          BO1_DEMO_PASSWORD: secrets.demoPassword,
          BO1_ADMIN_USER: ADMIN_USER,
        }),
    ...(real.has('redis') ? {} : { REDIS_URL: redisUrl(basis) }),
    ...(real.has('s3')
      ? {}
      : {
          S3_ENDPOINT: s3Endpoint(basis),
          S3_BUCKET: BUCKET,
          S3_ACCESS_KEY_ID: secrets.s3AccessKeyId,
          S3_SECRET_ACCESS_KEY: secrets.s3SecretAccessKey,
        }),
    ...(real.has('temporal')
      ? {}
      : {
          TEMPORAL_ADDRESS: temporalAddress(basis),
          TEMPORAL_NAMESPACE: 'default',
          TEMPORAL_TLS: 'false',
          BO1_TEMPORAL_UI_URL: temporalUiUrl(basis),
        }),
    ...(real.has('anthropic')
      ? { BO1_MODEL_SIMULATED: 'false' }
      : {
          ANTHROPIC_API_KEY: SIMULATED_KEY,
          ANTHROPIC_BASE_URL: simulatorUrl('anthropic', basis),
          BO1_MODEL_SIMULATED: 'true',
        }),
    ...(real.has('openai')
      ? {}
      : { OPENAI_API_KEY: SIMULATED_KEY, OPENAI_BASE_URL: `${simulatorUrl('openai', basis)}/v1` }),
    ...(real.has('brave') ? {} : { BRAVE_API_KEY: SIMULATED_KEY, BRAVE_BASE_URL: simulatorUrl('brave', basis) }),
  };
}

/** Keys that begin so are taken by simulators only. */
const SIMULATED_KEY = 'sk-sim-no-key-needed';

/** Defaults a person may change. */
function defaults({ secrets }: Basis): Record<string, string> {
  return {
    BETTER_AUTH_SECRET: secrets.betterAuthSecret,
    BO1_CACHE_DIR: cache,
    BO1_DEFAULT_TIER: 'pro',
    S3_REGION: 'us-east-1',
  };
}

/** Follows from the ports: not to be changed one by one. */
function addresses({ ports }: Basis, mode: StackContext['mode'], home: Home): Record<string, string> {
  const origin = `http://127.0.0.1:${ports.proxy}`;
  return {
    NODE_ENV: mode === 'dev' ? 'development' : 'production',
    BO1_HOME: home.root,
    BO1_OPEN_TASKS_DIR: home.openTasks,
    BO1_PUBLIC_URL: origin,
    BO1_ALLOWED_ORIGINS: `${origin},http://localhost:${ports.proxy}`,
    BO1_API_PORT: String(ports.api),
    BO1_WEB_PORT: String(ports.web),
    BO1_WORKER_HEALTH_PORT: String(ports.workerHealth),
  };
}

/**
 * Builds what every part is made from. What the person set wins over the embedded default.
 * @param given the parsed settings that replace parts
 * @param set every product setting found, parsed or not
 * @param without parts that are neither run nor replaced: nobody is told of them
 */
export function contextFor(
  mode: StackContext['mode'],
  home: Home,
  basis: Basis,
  given: Given,
  set: Record<string, string>,
  without: readonly string[] = [],
): StackContext {
  const settings = {
    ...defaults(basis),
    ...embedded(basis, new Set([...replacedBy(given), ...without])),
    // A gateway of one's own may need no key.
    ...(given.ANTHROPIC_BASE_URL === undefined ? {} : { ANTHROPIC_API_KEY: 'none-given' }),
    ...set,
    ...addresses(basis, mode, home),
  };
  // A part that died is back sooner when what its modules compiled to was kept.
  const baseEnv = { NODE_COMPILE_CACHE: compileCache, ...systemSettings(environment) };
  return { mode, home, ...basis, settings, baseEnv };
}
