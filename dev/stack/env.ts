import { z } from 'zod';
import { StartError } from './failure.ts';

const url = (kinds: string[], example: string) =>
  z.string().refine((text) => URL.canParse(text) && kinds.includes(new URL(text).protocol), {
    message: `is not a URL like ${example}`,
  });

const given = z.object({
  DATABASE_URL: url(['postgres:', 'postgresql:'], 'postgresql://user:password@host:5432/name').optional(),
  REDIS_URL: url(['redis:', 'rediss:'], 'redis://:password@host:6379').optional(),
  S3_ENDPOINT: url(['http:', 'https:'], 'https://s3.example.com').optional(),
  TEMPORAL_ADDRESS: z
    .string()
    .regex(/^[^\s/:]+:\d+$/, 'is not host:port, like temporal.example.com:7233')
    .optional(),
  ANTHROPIC_API_KEY: z.string().optional(),
  ANTHROPIC_BASE_URL: url(['http:', 'https:'], 'https://api.anthropic.com').optional(),
  OPENAI_API_KEY: z.string().optional(),
  OPENAI_BASE_URL: url(['http:', 'https:'], 'http://127.0.0.1:11434/v1').optional(),
  VOYAGE_BASE_URL: url(['http:', 'https:'], 'https://api.voyageai.com').optional(),
  BRAVE_API_KEY: z.string().optional(),
  BRAVE_BASE_URL: url(['http:', 'https:'], 'https://api.search.brave.com').optional(),
  BO1_HOME: z.string().default('.bo1'),
  BO1_PORT_BASE: z.coerce
    .number('is not a number')
    .int('is not a whole number')
    .min(1024, 'is below 1024, where ports need privileges')
    .max(32_700, 'is above 32700, where the system hands out ports to clients')
    .default(7400),
  BO1_DEFAULT_TIER: z.string().optional(),
});

/** What a person may set for the stack: where it lives, and real servers in place of embedded ones. */
export type Given = z.infer<typeof given>;

/** Anthropic's own keys look like this; a gateway behind ANTHROPIC_BASE_URL may have keys of any form. */
const ANTHROPIC_KEY = /^sk-ant-[\w-]{16,}$/;
const KEY_FORM =
  'ANTHROPIC_API_KEY does not look like an Anthropic key (sk-ant-…, without spaces or quotes): copy it again from the console';

const S3_WITH = ['S3_ACCESS_KEY_ID', 'S3_SECRET_ACCESS_KEY', 'S3_BUCKET'];

/** Settings a child takes over from the terminal when present: the system's, never npm's or an editor's. */
const SYSTEM =
  /^(PATH|HOME|USER|SHELL|TMPDIR|TZ|LANG|LC_.+|TERM|SSL_CERT_(FILE|DIR)|NODE_EXTRA_CA_CERTS|(HTTPS?|NO|ALL)_PROXY)$/i;
const PRODUCT = /^(BO1_|S3_|TEMPORAL_|ANTHROPIC_|OPENAI_|VOYAGE_|BRAVE_|DATABASE_URL$|REDIS_URL$|BETTER_AUTH_)/;

function pick(source: Record<string, string | undefined>, names: RegExp): Record<string, string> {
  // An empty variable is an unset one: that is how people switch a setting off in a shell.
  return Object.fromEntries(Object.entries(source).filter(([name, value]) => names.test(name) && value)) as Record<
    string,
    string
  >;
}

/**
 * Parses what was set; throws one StartError that lists everything wrong.
 * @param source an environment
 */
export function parseGiven(source: Record<string, string | undefined>): Given {
  const set = pick(source, PRODUCT);
  const parsed = given.safeParse(set);
  const wrong = parsed.success ? [] : parsed.error.issues.map((issue) => `${String(issue.path[0])} ${issue.message}`);
  if (set.S3_ENDPOINT !== undefined) {
    wrong.push(
      ...S3_WITH.filter((name) => set[name] === undefined).map((name) => `S3_ENDPOINT is set, so ${name} must be too`),
    );
  }
  const key = set.ANTHROPIC_API_KEY;
  if (key !== undefined && set.ANTHROPIC_BASE_URL === undefined && !ANTHROPIC_KEY.test(key)) wrong.push(KEY_FORM);
  if (!parsed.success || wrong.length > 0) {
    throw new StartError(
      `A setting is wrong: ${wrong.join('; ')}.`,
      'Correct it, or unset it to use the embedded server.',
    );
  }
  return parsed.data;
}

/** The product's settings found in an environment. */
export function productSettings(source: Record<string, string | undefined>): Record<string, string> {
  return pick(source, PRODUCT);
}

/** The part of an environment that every child may see. */
export function systemSettings(source: Record<string, string | undefined>): Record<string, string> {
  return pick(source, SYSTEM);
}

/** This process' environment: the only place the stack reads it. */
export const environment: Readonly<Record<string, string | undefined>> = process.env;

/** Whether the terminal should be spared colours. */
export const colourless = Boolean(environment.NO_COLOR) || environment.TERM === 'dumb' || !process.stdout.isTTY;
