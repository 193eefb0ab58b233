import { z } from 'zod';
import { settingsSchema, type Settings } from './settings.ts';

const number = z
  .string()
  .regex(/^\d+(\.\d+)?$/, 'must be a number, e.g. 80')
  .transform(Number);

const variables = z.object({
  BO1_SIM_PORT: number.default(7420),
  BO1_SIM_HOST: z.string().default('127.0.0.1'),
  BO1_SIM_STATE_DIR: z.string().min(1).optional(),
  BO1_SIM_KEY_PREFIX: z.string().min(1).default('sk-sim-'),
  BO1_SIM_FIRST_TOKEN_MS: z
    .string()
    .regex(/^\d+([,-]\d+)?$/, 'must be milliseconds: one number, or two as 400,1200')
    .transform((text) => text.split(/[,-]/).map(Number))
    .transform(([low = 0, high = low]): [number, number] => [low, high])
    .optional(),
  BO1_SIM_TOKENS_PER_SECOND: number.optional(),
  BO1_SIM_CALL_MS: number.optional(),
  BO1_SIM_SEED: z.string().optional(),
});

export interface SimulatorEnv {
  port: number;
  host: string;
  stateDir: string | undefined;
  keyPrefix: string;
  settings: Settings;
}

/**
 * Reads the process environment; an empty variable counts as not set.
 * @throws Error that names each wrong variable and what it must be
 */
export function readEnv(source: NodeJS.ProcessEnv = process.env): SimulatorEnv {
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ''));
  const parsed = variables.safeParse(given);
  if (!parsed.success) {
    const lines = parsed.error.issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`);
    throw new Error(`The simulator's settings are wrong:\n${lines.join('\n')}`);
  }
  const env = parsed.data;
  return {
    port: env.BO1_SIM_PORT,
    host: env.BO1_SIM_HOST,
    stateDir: env.BO1_SIM_STATE_DIR,
    keyPrefix: env.BO1_SIM_KEY_PREFIX,
    settings: settingsSchema.parse({
      first_token_ms: env.BO1_SIM_FIRST_TOKEN_MS,
      tokens_per_second: env.BO1_SIM_TOKENS_PER_SECOND,
      call_ms: env.BO1_SIM_CALL_MS,
      seed: env.BO1_SIM_SEED,
    }),
  };
}
