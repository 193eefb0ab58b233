import type { StopThresholds } from '@bo1/contracts/meeting/values';
import type { LockedSession } from '@bo1/prisma/events';
import { z } from 'zod';
import { failure } from '../failures.ts';
import type { ModelPrice, ModelRole } from '../ports/llm.ts';

const rates = { input: z.number(), output: z.number(), cache_write: z.number(), cache_read: z.number() };

const share = z.number().min(0).max(1);
const count = z.int().min(1);
const stopThresholds = z.object({
  consensus: z.object({ agreement: share, participation: share, novelty: share }),
  early_exit: z.object({ agreement: share, novelty: share, from_round: count }),
  stalled: z.object({ conflict: share, novelty: share, acknowledge_after: count, synthesise_after: count }),
  exhausted: z.object({ novelty: share, rounds_running: count }),
  coverage: z.object({ novelty: share, deep: z.tuple([z.literal('risks'), z.literal('objectives')]).readonly() }),
}) satisfies z.ZodType<StopThresholds>;

const pinsSchema = z.object({
  /** The attempt they were pinned for. Absent, in runs of earlier builds: the first. */
  attempt: z.int().optional(),
  limits: z.object({
    max_rounds: z.int(),
    hard_limit_ms: z.number(),
    liveness_ms: z.number(),
    skip_clarification: z.boolean(),
    insist_on_board: z.boolean(),
    research: z.boolean().optional(),
    shared_queue: z.literal(true).optional(),
    stopping: stopThresholds.optional(),
  }),
  /** Models by provider and role. */
  models: z.record(z.string(), z.object({ main: z.string(), small: z.string() })),
  template_version: z.string(),
  prices: z.object({
    version: z.string(),
    models: z.record(
      z.string(),
      z.object({ ...rates, long_prompt: z.object({ ...rates, above: z.int() }).optional() }),
    ),
  }),
  /** What `collectContext` read, so that every prompt of the run sees the same. */
  context: z
    .array(z.object({ kind: z.string(), label: z.string(), ref: z.string().nullable(), text: z.string() }))
    .optional(),
});

const contextSchema = pinsSchema.pick({ context: true });

/** A piece of the person's context: `ref` is the id of what it was read from. */
export type PinnedContext = NonNullable<Pins['context']>[number];

/** What `openRun` pinned to the run: a later change of a setting does not touch a meeting that is under way. */
export type Pins = z.infer<typeof pinsSchema>;

/** The session's pins. Throws `session_missing` when the run was never opened. */
export function pinsOf(session: Pick<LockedSession, 'pins'>): Pins {
  const parsed = pinsSchema.safeParse(session.pins);
  if (!parsed.success) throw neverOpened();
  return parsed.data;
}

const neverOpened = () => failure('session_missing', 'The run has no pinned settings: it was never opened.');

/** What is pinned of the person's context. Throws `session_missing` when the run was never opened. */
export function contextOf(session: { pins: unknown }): PinnedContext[] {
  const parsed = contextSchema.safeParse(session.pins);
  if (!parsed.success) throw neverOpened();
  return parsed.data.context ?? [];
}

/** The pinned model of a provider for a role, and its pinned price. */
export function pinnedModel(pins: Pins, provider: string, role: ModelRole): { model: string; price: ModelPrice } {
  const model = pins.models[provider]?.[role];
  const price = model === undefined ? undefined : pins.prices.models[model];
  if (model === undefined || price === undefined)
    throw failure('provider_rejected', `The run has no ${role} model of ${provider} pinned.`);
  return { model, price: price as ModelPrice };
}
