import type { ModelPrice, Prompt, PromptBlock, TokenPrice, Usage } from '../ports/llm.ts';
import type { OfferedTool } from './prompt-hash.ts';

const MILLION = 1_000_000;

/** What the vendor adds of its own: message frames, and its instructions for tools. */
const FRAME_TOKENS = 50;
/** A tool is our own text, nothing that a person wrote: words, and signs that come in pairs. */
const TOOL_BYTES_PER_TOKEN = 2;
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

/**
 * Upper bound of a text's tokens, in any script. Vendors do not publish their vocabularies, and the only bound without one
 * is a token a byte: it would set aside three times what prose costs, and leave the free tier two rounds. So each kind of
 * characters is counted at the most that byte-pair vocabularies of today's size make of it:
 *
 *   a word of ASCII letters    two letters a token; a capital inside a word counts twice; the blank before it is part of it
 *   a digit, a sign, a blank   one token each
 *   a letter of two bytes      one token (Latin with accents, Cyrillic, Greek, Arabic …)
 *   Han, kana, hangul          two tokens a character
 *   anything else              one token a byte: emoji, rare scripts, marks
 *
 * Prose comes to half or two thirds of this (3 to 4.5 bytes a token); what is left is given back when the call settles.
 * A text made to cost more than its bound gains nothing: the ledger counts all of it, and lets no later call begin unless
 * its worst case fits into what is really left (`beginAttempt`).
 */
export function tokenBound(text: string): number {
  let tokens = 0;
  for (let at = 0; at < text.length;) {
    const code = text.charCodeAt(at);
    const first = code === BLANK ? at + 1 : at;
    const { end, capitals } = wordFrom(text, first);
    if (end > first) {
      tokens += Math.ceil((end - first + capitals) / 2);
      at = end;
    } else if (code < 0x80) {
      tokens += 1;
      at += 1;
    } else {
      const character = String.fromCodePoint(text.codePointAt(at)!);
      tokens += boundOf(character);
      at += character.length;
    }
  }
  return tokens;
}

const BLANK = 0x20;
const SMALL_A = 0x61;

/** The ASCII letters from a place on: where they end, and how many behind the first are capitals. */
function wordFrom(text: string, first: number): { end: number; capitals: number } {
  let end = first;
  let capitals = 0;
  // The sixth bit parts small letters from capitals.
  for (let code = text.charCodeAt(end); ((code | 0x20) - SMALL_A) >>> 0 < 26; code = text.charCodeAt(end)) {
    if (code < SMALL_A && end > first) capitals += 1;
    end += 1;
  }
  return { end, capitals };
}

const LETTER_OF_TWO_BYTES = /^\p{L}$/u;
const EAST_ASIAN = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]$/u;
/** Dashes, quotation marks, dots: as frequent as letters. */
const TYPOGRAPHIC = /^[\u2010-\u2027]$/;

/** One character beyond ASCII. */
function boundOf(character: string): number {
  const bytes = Buffer.byteLength(character);
  if (bytes === 2) return LETTER_OF_TWO_BYTES.test(character) ? 1 : 2;
  if (TYPOGRAPHIC.test(character)) return 1;
  return bytes === 3 && EAST_ASIAN.test(character) ? 2 : bytes;
}

/** Upper bound of a prompt's input tokens. */
export interface InputBound {
  /** Up to the last breakpoint: may be written to the cache, which costs more than reading it as plain input. */
  cacheable: number;
  /** Behind it. */
  plain: number;
}

export const inputTokensOf = ({ cacheable, plain }: InputBound): number => cacheable + plain;

/** Upper bound of what a prompt and an offered tool come to. Tools stand before the prompt, and are cached with it. */
export function inputBound(prompt: Prompt, tool: OfferedTool | null): InputBound {
  const blocks = [...prompt.system, ...prompt.user];
  const last = blocks.findLastIndex(({ cache }) => cache === true);
  const sumOf = (some: readonly PromptBlock[]) => some.reduce((sum, { text }) => sum + tokenBound(text), 0);
  const ahead = (tool ? toolBound(tool) : 0) + FRAME_TOKENS;
  const cacheable = sumOf(blocks.slice(0, last + 1));
  const plain = sumOf(blocks.slice(last + 1));
  return last === -1 ? { cacheable: 0, plain: plain + ahead } : { cacheable: cacheable + ahead, plain };
}

const toolBounds = new WeakMap<OfferedTool, number>();

function toolBound(tool: OfferedTool): number {
  const bound =
    toolBounds.get(tool) ?? Math.ceil(Buffer.byteLength(JSON.stringify(tool)) / TOOL_BYTES_PER_TOKEN) + TOOL_TOKENS;
  toolBounds.set(tool, bound);
  return bound;
}

/** Micro-dollars of the dearest end of a call: nothing read from the cache, all that may be cached written to it, the
 *  answer as long as allowed. */
export function worstCase(price: ModelPrice, input: InputBound, maxOutputTokens: number): number {
  const rates = ratesFor(price, inputTokensOf(input));
  const cacheable = input.cacheable * Math.max(rates.input, rates.cache_write);
  return Math.ceil((cacheable + input.plain * rates.input + maxOutputTokens * rates.output) / MILLION);
}
