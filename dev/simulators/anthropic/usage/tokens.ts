import type { PromptBlock } from './blocks.ts';

/** The whole estimate: one token for every four UTF-16 units, rounded up for each block. */
export const CHARS_PER_TOKEN = 4;

/** Tokens of a text; 0 for the empty text. */
export const textTokens = (text: string): number => Math.ceil(text.length / CHARS_PER_TOKEN);

/** Input tokens of a whole prompt. */
export const totalTokens = (blocks: readonly PromptBlock[]): number =>
  blocks.reduce((sum, block) => sum + block.tokens, 0);
