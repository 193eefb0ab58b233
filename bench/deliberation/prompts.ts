import { promptBlocks } from '@bo1/dev/simulators/anthropic/usage/blocks';
import { CHARS_PER_TOKEN, textTokens } from '@bo1/dev/simulators/anthropic/usage/tokens';
import { systemText, turnsText } from '@bo1/dev/simulators/anthropic/wire/prompt-text';
import type { MessagesRequest } from '@bo1/dev/simulators/anthropic/wire/request';
import { hash } from './draw.ts';
import type { Reading } from './reading.ts';

/** What a prompt says: nothing in it tells in which order it was said, or where a cache could begin. */
export interface SeenPrompt {
  step: string;
  round: number;
  /** Its lines and tools, each as often as it stands there. */
  pieces: Piece[];
  /** Tokens of the same prompt without any thought of a cache, and the hash of that text. */
  plain: { hash: number; tokens: number };
}

export interface Piece {
  hash: number;
  tokens: number;
}

/** Null for what asks for no answer: no call of a meeting. */
export function seenPrompt(step: string, reading: Reading, request: MessagesRequest): SeenPrompt | null {
  if (request.max_tokens <= 1) return null;
  const [system, turns] = [systemText(request), turnsText(request)];
  const tools = promptBlocks(request)
    .filter(({ section }) => section === 'tools')
    .map(({ content, tokens }) => ({ hash: hash(content), tokens }));
  const lines = `${system}\n${turns}`.split('\n').map((line) => ({
    hash: hash(line),
    tokens: (line.length + 1) / CHARS_PER_TOKEN,
  }));
  return { step, round: reading.round, pieces: [...tools, ...lines], plain: plainOf(system, turns, reading, tools) };
}

/** What the vendor adds to a message. */
const FRAME_TOKENS = 4;
/** A line of so many letters is not said twice by two people. */
const TELLING = 120;

/**
 * The prompt as it would be written for one call alone: one text of the system and one of the user, nothing said twice, a
 * round either in full or in its minutes, and only the last one in full to those who deliberate.
 */
function plainOf(system: string, turns: string, { step, contributions }: Reading, tools: readonly Piece[]) {
  const deliberates = step === 'contribute' || step === 'vote';
  const rounds = [...new Set(contributions.map(({ round }) => round))];
  const last = Math.max(0, ...rounds);
  const kept = rounds.reduce((text, round) => {
    const drop = deliberates && round < last ? 'contribution' : 'round_summary';
    return text.replace(new RegExp(`<${drop} round="${round}"[^>]*>[^]*?</${drop}>\\n*`, 'g'), '');
  }, turns);
  const said = new Set<string>();
  const once = (text: string): string =>
    text
      .split('\n')
      .filter((line) => line.length < TELLING || (!said.has(line) && said.add(line)))
      .join('\n');
  const [rules, material] = [once(system), once(kept)];
  const tokens =
    textTokens(rules) + textTokens(material) + FRAME_TOKENS + tools.reduce((sum, tool) => sum + tool.tokens, 0);
  return { hash: hash(`${rules}\n${material}`), tokens };
}
