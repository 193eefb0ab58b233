import type { ModelPrice, ModelRole, PriceTable } from '../ports/llm.ts';
import { ANTHROPIC_MODELS, type AnthropicModel } from './anthropic.models.ts';

/** Dollars for a million tokens → micro-dollars. */
const usd = (input: number, output: number, cache_write: number, cache_read: number): ModelPrice => ({
  input: Math.round(input * 1e6),
  output: Math.round(output * 1e6),
  cache_write: Math.round(cache_write * 1e6),
  cache_read: Math.round(cache_read * 1e6),
});

const opus4 = usd(5, 25, 6.25, 0.5);
const sonnet4 = usd(3, 15, 3.75, 0.3);
const haiku4 = usd(1, 5, 1.25, 0.1);

/**
 * List prices: input, output, cache write (5 minutes), cache read, in dollars for a million tokens.
 * Source: https://platform.claude.com/docs/en/about-claude/pricing, as of 22 November 2026. A change of a price is a new
 * version; runs that began before keep theirs.
 */
const models: Partial<Record<AnthropicModel, ModelPrice>> = {
  'claude-sonnet-5': usd(2, 10, 2.5, 0.2),
  'claude-haiku-5-5': { ...usd(0.1, 0.5, 0.125, 0.01), long_prompt: { above: 100_000, ...usd(0.5, 2.5, 0.625, 0.05) } },
  'claude-opus-4-8': opus4,
  'claude-opus-4-7': opus4,
  'claude-opus-4-6': opus4,
  'claude-opus-4-5': opus4,
  'claude-opus-4-5-20251101': opus4,
  'claude-sonnet-4-6': sonnet4,
  'claude-sonnet-4-5': sonnet4,
  'claude-sonnet-4-5-20250929': sonnet4,
  'claude-haiku-4-5': haiku4,
  'claude-haiku-4-5-20251001': haiku4,
};

export const ANTHROPIC_PRICES: PriceTable = { version: 'anthropic-2026-11-22', models };

/** Checks the models a process is started with. Throws an error that says which setting to change, and to what. */
export function checkAnthropicModels(chosen: Record<ModelRole, string>): void {
  for (const role of ['main', 'small'] as const) {
    const model = chosen[role];
    if (model in ANTHROPIC_MODELS && model in models) continue;
    const usable = Object.keys(models).join(', ');
    throw new Error(
      `BO1_MODEL_${role.toUpperCase()} is ${JSON.stringify(model)}, which cannot hold a meeting or has no known price. ` +
        `Use one of: ${usable}.`,
    );
  }
}
