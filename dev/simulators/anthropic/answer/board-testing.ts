import { sentencesOf } from '../prompt/sentences.ts';
import type { Scenario } from '../scenarios/scenario.ts';
import { settingsSchema } from '../settings.ts';
import { asking } from '../testing.ts';
import { messagesRequestSchema } from '../wire/request.ts';
import { composeAnswer } from './compose.ts';

export const PROBLEM =
  'We are a 12-person SaaS company. Our biggest customer (38% of revenue) wants an on-premise version. Should we build it, refuse, or partner with an integrator? We have 9 months of runway and cannot hire before summer.';
export const BOARD = [
  ['cfo', 'Mara Lindqvist', 'The finance chief'],
  ['coo', 'Jonas Weber', 'The operator'],
  ['sceptic', 'Ines Duarte', 'The sceptic'],
  ['customer_voice', 'Tom Okafor', 'The customer advocate'],
  ['treasurer', 'Ada Brandt', 'The treasurer'],
] as const;
export const BOARD_TEXT = `<board>\n${BOARD.map(([code, name, role]) => `${name} (${code}): ${role}`).join('\n')}\n</board>`;

/** The whole text of an answer, without a server. */
export const answer = (request: object, scenarios: Scenario[] = [], seed = '1', mode: 'prompt' | 'random' = 'prompt') =>
  composeAnswer(messagesRequestSchema.parse(request), settingsSchema.parse({ seed, mode }), scenarios).text;

/** Rounds of a whole board, each seeing the last one; texts by round and seat. */
export function meeting(
  rounds: number,
  options: { seed?: string; scenario?: Scenario; problem?: string } = {},
): string[][] {
  const result: string[][] = [];
  for (let round = 1; round <= rounds; round++) {
    const before = (result.at(-1) ?? []).map(
      (text, seat) =>
        `<contribution round="${round - 1}" expert="${BOARD[seat]?.[0]}" name="${BOARD[seat]?.[1]}">${text}</contribution>`,
    );
    const phase = round === 1 ? 'explore' : round <= 3 ? 'challenge' : 'converge';
    result.push(
      BOARD.map(([code, name, role]) => {
        const text = [
          `<problem>${options.problem ?? PROBLEM}</problem>`,
          BOARD_TEXT,
          before.length > 0 ? `<transcript>${before.join('')}</transcript>` : '',
          `<persona code="${code}" name="${name}" archetype="${role}">Knows: cash, planning.</persona>`,
          `<task phase="${phase}" round="${round}" of="${rounds}">Go.</task>`,
        ].join('\n');
        return answer(asking(text), options.scenario ? [options.scenario] : [], options.seed);
      }),
    );
  }
  return result;
}

/** Part of a round's sentences that share less than 60 % of their words with every sentence said before. */
export function novelty(texts: string[][], round: number): number {
  const words = (sentence: string) => new Set(sentence.toLowerCase().match(/[a-z]{3,}/g) ?? []);
  const earlier = texts
    .slice(0, round - 1)
    .flat()
    .flatMap(sentencesOf)
    .map(words)
    .filter((old) => old.size > 4);
  const now = (texts[round - 1] ?? []).flatMap(sentencesOf).map(words);
  const repeats = (one: Set<string>) =>
    earlier.some((old) => [...old].filter((word) => one.has(word)).length >= 0.6 * Math.min(old.size, one.size));
  return now.filter((sentence) => !repeats(sentence)).length / now.length;
}
