import { expect, test } from 'vitest';
import { optionsOf } from '../prompt/options.ts';
import { PROBLEMS } from '../prompt/problems-testing.ts';
import { readPrompt } from '../prompt/reading.ts';
import { Random } from '../random.ts';
import { asking } from '../testing.ts';
import { messagesRequestSchema } from '../wire/request.ts';
import { BOARD, BOARD_TEXT, meeting } from './board-testing.ts';
import { think } from './mind.ts';
import { knownFor } from './tool/known/known.ts';

const TOOLS = ['route_decision', 'clarification_questions', 'decomposition', 'decision_record', 'action_plan'];

/** All that is said in a meeting about a problem: three rounds and what the tools hold. */
function everythingSaid(problem: string, seed: string): string[] {
  const rounds = meeting(3, { seed, problem });
  const spoken = (rounds[2] ?? []).map(
    (text, seat) =>
      `<contribution round="3" expert="${BOARD[seat]?.[0]}" name="${BOARD[seat]?.[1]}">${text}</contribution>`,
  );
  const prompt = `<problem>${problem}</problem>${BOARD_TEXT}<transcript>${spoken.join('')}</transcript>`;
  const reading = readPrompt(messagesRequestSchema.parse(asking(prompt)));
  const bags = TOOLS.map((tool) => knownFor(think(reading, seed, null, new Random(seed)), tool, { properties: {} }));
  return [...rounds.flat(), ...bags.flatMap(textsIn)];
}

const textsIn = (value: unknown): string[] => {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
};

/** What careless text shows: words twice in a row, slots, verbs that were not bent, signs without a word between. */
const FAULTS =
  /\b(?!that\b|had\b)([a-z]+) \1\b|[{}]|undefined|\bnull\b|\bgoing with (?:be|do|does|is|should|to|go|buy|rent)\b|\bfor now for now\b|given that \w+:|\b(?:we|our|my)\b.*\?$|[,;:] [,.;:]|\s[.,;:]|\(\s*\)|\b(?:the|an?|of|to|your) [.,;]/;

test.each(PROBLEMS.map(([problem]) => [problem]))('what is said about “%s” is sound, and the same again', (problem) => {
  for (const seed of ['1', '2']) {
    const said = everythingSaid(problem, seed);
    for (const text of said) {
      const bare = text.replace(/“[^”]*”|‘[^’]*’/g, '…');
      const fault = FAULTS.exec(bare);
      expect(fault === null ? '' : `${fault[0]} in: ${text}`).toBe('');
    }
    const options = optionsOf(problem);
    if (options.length > 1) expect(said.join('\n')).toContain(options[0]?.ing);
    expect(
      everythingSaid(problem, seed)
        .join('\n')
        .replace(/\d{4}-\d\d-\d\d/g, ''),
    ).toBe(said.join('\n').replace(/\d{4}-\d\d-\d\d/g, ''));
  }
});

test('a decision about somebody’s own life is not spoken of as a trade', () => {
  const said = everythingSaid(
    'My husband has been offered a job in Oslo. We have two kids, and I run a small practice here. Do we move, does he commute for a year, or does he decline?',
    '1',
  ).join('\n');
  expect(said).not.toMatch(/\b(?:customers?|invoices?|sales|revenue|suppliers?|brand|competitors?)\b/i);
});
