import type { ModelPrice, Prompt, TokenPrice, Usage } from '../ports/llm.ts';
import type { OfferedTool } from './prompt-hash.ts';

const MILLION = 1_000_000;

/** Real text has 3 to 4.5 bytes a token; dense code, tables and emoji come near 2. */
const BYTES_PER_TOKEN = 2;
/** What the vendor adds of its own: message frames, and its instructions for tools. */
const FRAME_TOKENS = 50;
const TOOL_TOKENS = 700;

/** Micro-dollars of a call, rounded up. */
export function costOf(price: ModelPrice, usage: Usage): number {
  const prompt = usage.input_tokens + usage.cache_read_tokens + usage.cache_write_tokens;
  const rates = ratesFor(price, prompt);
  const millionths =
    usage.input_tokens * rates.input +
    usage.output_tokens * rates.output +
    usage.cache_write_tokens * rates.cache_write +
    usage.cache_read_tokens * rates.cache_read;
  return Math.ceil(millionths / MILLION);
}

function ratesFor(price: ModelPrice, promptTokens: number): TokenPrice {
  return price.long_prompt && promptTokens > price.long_prompt.above ? price.long_prompt : price;
}

/** Upper bound of the tokens of a prompt's text, in tokens for its UTF-8 bytes. */
export const tokensForBytes = (bytes: number): number => Math.ceil(bytes / BYTES_PER_TOKEN);

/** Upper bound of a prompt's input tokens. */
export function inputBound(prompt: Prompt, tool: OfferedTool | null): number {
  const texts = [...prompt.system, ...prompt.user].reduce((sum, block) => sum + Buffer.byteLength(block.text), 0);
  const offered = tool ? Buffer.byteLength(JSON.stringify(tool)) : 0;
  return tokensForBytes(texts + offered) + FRAME_TOKENS + (tool ? TOOL_TOKENS : 0);
}

/** Micro-dollars of the dearest end of a call: nothing read from the cache, all of the prompt written to it, the answer
 *  as long as allowed. */
export function worstCase(price: ModelPrice, inputTokens: number, maxOutputTokens: number): number {
  const rates = ratesFor(price, inputTokens);
  const input = inputTokens * Math.max(rates.input, rates.cache_write);
  return Math.ceil((input + maxOutputTokens * rates.output) / MILLION);
}
