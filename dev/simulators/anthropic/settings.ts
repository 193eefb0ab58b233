import { z } from 'zod';

const limits = z.strictObject({
  requests_per_minute: z.number().int().positive().default(4_000),
  input_tokens_per_minute: z.number().int().positive().default(2_000_000),
  output_tokens_per_minute: z.number().int().positive().default(400_000),
  /** false: the headers are sent, nothing is refused. */
  enforced: z.boolean().default(false),
});

/** What can be changed while the simulator runs, by `POST /__sim/config` (any subset). */
export const settingsSchema = z.strictObject({
  /** `prompt`: answers read the prompt. `random`: any schema-valid value and any text. */
  mode: z.enum(['prompt', 'random']).default('prompt'),
  seed: z.union([z.string(), z.number()]).transform(String).default('1'),
  /** Uniform range of the time to the first token. */
  first_token_ms: z
    .tuple([z.number().min(0), z.number().min(0)])
    .refine(([low, high]) => low <= high, 'first_token_ms: [min, max] with min <= max')
    .default([400, 1_200]),
  tokens_per_second: z.number().positive().default(80),
  /** Fixed duration of every call; 0 = no waiting at all; null = the two settings above. */
  call_ms: z.number().min(0).nullable().default(null),
  limits: limits.default(() => limits.parse({})),
});

export type Settings = z.output<typeof settingsSchema>;

export const defaultSettings = (): Settings => settingsSchema.parse({});

/**
 * Applies a partial change; the current settings stay untouched when it is not valid.
 * @throws ZodError
 */
export function changeSettings(current: Settings, change: unknown): Settings {
  const fields = z.record(z.string(), z.unknown()).parse(change);
  const nested = fields['limits'] === undefined ? {} : z.record(z.string(), z.unknown()).parse(fields['limits']);
  return settingsSchema.parse({ ...current, ...fields, limits: { ...current.limits, ...nested } });
}
