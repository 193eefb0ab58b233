import type { ServerResponse } from 'node:http';
import type { Answer } from '../answer/answer.ts';
import { Random } from '../random.ts';
import { textTokens } from '../usage/tokens.ts';
import type { InputUsage } from '../usage/prompt-cache.ts';
import { newId } from './exchange.ts';

/** Output tokens of an answer; never 0, as with the vendor. */
export const outputTokensOf = (answer: Answer): number => Math.max(1, textTokens(answer.text));

const usageOf = (input: InputUsage, outputTokens: number): object => ({
  ...input,
  output_tokens: outputTokens,
  output_tokens_details: null,
  server_tool_use: null,
  service_tier: 'standard',
  inference_geo: 'not_available',
});

const stopDetails = (answer: Answer): object | null =>
  answer.stopReason === 'refusal' ? { type: 'refusal', category: 'general_harms', explanation: null } : null;

/** The message as it is known before its content. */
export const messageStart = (model: string, input: InputUsage): object => ({
  id: newId('msg_'),
  type: 'message',
  role: 'assistant',
  model,
  content: [],
  container: null,
  diagnostics: null,
  stop_reason: null,
  stop_sequence: null,
  stop_details: null,
  usage: usageOf(input, 1),
});

/** The whole message, for a call that does not stream. */
export const wholeMessage = (model: string, input: InputUsage, answer: Answer): object => ({
  ...messageStart(model, input),
  content: contentOf(answer),
  stop_reason: answer.stopReason,
  stop_sequence: answer.stopSequence,
  stop_details: stopDetails(answer),
  usage: usageOf(input, outputTokensOf(answer)),
});

export const messageDelta = (answer: Answer, input: InputUsage, outputTokens: number) => ({
  type: 'message_delta',
  delta: {
    stop_reason: answer.stopReason,
    stop_sequence: answer.stopSequence,
    stop_details: stopDetails(answer),
    container: null,
  },
  usage: {
    input_tokens: input.input_tokens,
    cache_creation_input_tokens: input.cache_creation_input_tokens,
    cache_read_input_tokens: input.cache_read_input_tokens,
    output_tokens: outputTokens,
    output_tokens_details: null,
    server_tool_use: null,
  },
});

/** The empty block a stream starts with. */
export function emptyBlock(answer: Answer): object | null {
  if (answer.kind === 'empty') return null;
  if (answer.kind === 'text') return { type: 'text', text: '', citations: null };
  return { type: 'tool_use', id: newId('toolu_'), name: answer.name, input: {}, caller: { type: 'direct' } };
}

function contentOf(answer: Answer): object[] {
  const block = emptyBlock(answer);
  if (block === null) return [];
  if (answer.kind === 'text') return [{ ...block, text: answer.text }];
  return [{ ...block, input: parsedOrRaw(answer.text) }];
}

/** Input that is not JSON cannot be an object in a JSON answer: it arrives as the raw text. */
function parsedOrRaw(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** One piece of a stream: it is sent once `upTo` output tokens have been generated. */
export interface Piece {
  text: string;
  upTo: number;
}

/**
 * Text flows a few words at a time. A tool's input is buffered by the vendor: an empty piece at once, the rest late
 * and in few pieces.
 * @param most pieces of a text, about: a quick call sends larger ones, no faster
 */
export function piecesOf(answer: Answer, key: string, most: number): Piece[] {
  const total = outputTokensOf(answer);
  if (answer.kind === 'empty') return [];
  if (answer.kind === 'tool') {
    const cut = Math.floor(answer.text.length * 0.6);
    return [
      { text: '', upTo: 0 },
      { text: answer.text.slice(0, cut), upTo: Math.ceil(total * 0.85) },
      { text: answer.text.slice(cut), upTo: total },
    ];
  }
  const random = new Random(key, 'pieces');
  const words = answer.text.match(/\s*\S+\s*/g) ?? [answer.text];
  const pieces: Piece[] = [];
  for (let at = 0, chars = 0; at < words.length;) {
    const count = Math.max(random.int(2, 5), Math.ceil(words.length / most));
    const text = words.slice(at, at + count).join('');
    at += count;
    chars += text.length;
    pieces.push({ text, upTo: Math.min(total, Math.ceil(chars / 4)) });
  }
  return pieces;
}

/** Writes one server-sent event. */
export function sendEvent(response: ServerResponse, data: { type: string; [field: string]: unknown }): void {
  response.write(`event: ${data.type}\ndata: ${JSON.stringify(data)}\n\n`);
}
