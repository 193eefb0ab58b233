import type { Anthropic } from '@anthropic-ai/sdk';

type Named<M> = M extends string ? (string extends M ? never : M) : never;
/** The names in the SDK's own list. */
export type AnthropicModel = Named<Anthropic.Model>;

/**
 * Thinking must be off: it is billed as output within `max_tokens`, and a contribution has 300 of them. `disabled`: the
 * request says so; `off`: the model does not think unless asked.
 */
type Thinking = 'disabled' | 'off';

/**
 * Models that can hold a meeting: thinking can be turned off, and a tool can be forced. Not here: claude-sonnet-5-5
 * (refuses forced tool use) and the Fable, Mythos, Opus 5 and Opus 5.5 models (always think).
 */
export const ANTHROPIC_MODELS: Partial<Record<AnthropicModel, { thinking: Thinking }>> = {
  'claude-sonnet-5': { thinking: 'disabled' },
  'claude-haiku-5-5': { thinking: 'disabled' },
  'claude-opus-4-8': { thinking: 'disabled' },
  'claude-opus-4-7': { thinking: 'disabled' },
  'claude-opus-4-6': { thinking: 'off' },
  'claude-sonnet-4-6': { thinking: 'off' },
  'claude-opus-4-5': { thinking: 'off' },
  'claude-opus-4-5-20251101': { thinking: 'off' },
  'claude-haiku-4-5': { thinking: 'off' },
  'claude-haiku-4-5-20251001': { thinking: 'off' },
  'claude-sonnet-4-5': { thinking: 'off' },
  'claude-sonnet-4-5-20250929': { thinking: 'off' },
};

/** Defaults of BO1_MODEL_MAIN and BO1_MODEL_SMALL. */
export const DEFAULT_MODELS = { main: 'claude-sonnet-5', small: 'claude-haiku-5-5' } as const satisfies Record<
  'main' | 'small',
  AnthropicModel
>;

export const traitsOf = (model: string): { thinking: Thinking } | undefined =>
  ANTHROPIC_MODELS[model as AnthropicModel];
