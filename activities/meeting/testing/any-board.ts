import fc from 'fast-check';
import { PAGE_LIMITS } from '../../ports/search.ts';
import type { Deliberation, FinishedRound, Research } from '../material.ts';
import { SOURCES_A_QUERY } from '../prompts/research.ts';
import { CODES, someExpert, someRound } from './material.ts';

/** Text as people and pages write it, in any script. */
export const anyText = (maxLength: number): fc.Arbitrary<string> =>
  fc.oneof(
    fc.string({ unit: 'binary', maxLength }),
    fc.constantFrom('Die Prüfung dauert 14 Tage. ', '价格上涨后客户流失。', '🙂 ok ', 'x=1;{"a":[2]} ').map((text) =>
      text
        .repeat(Math.ceil(maxLength / text.length))
        .slice(0, maxLength)
        .toWellFormed(),
    ),
  );
/** Prose of an answer at its longest: what nobody knows before it is written. */
export const prose = fc.integer({ min: 1, max: 190 }).map((words) => 'reason '.repeat(words));

const source = (text: (most: number) => fc.Arbitrary<string>) =>
  fc.record({
    number: fc.integer({ min: 1, max: 99 }),
    title: text(PAGE_LIMITS.title),
    url: fc.webUrl().map((url) => url.slice(0, PAGE_LIMITS.url)),
    snippet: text(PAGE_LIMITS.snippet),
  });
export const research = (text: (most: number) => fc.Arbitrary<string>): fc.Arbitrary<Research | null> =>
  fc.option(fc.record({ query: text(120), sources: fc.array(source(text), { maxLength: SOURCES_A_QUERY }) }), {
    nil: null,
  });
const interjections = fc.array(
  fc.record({
    number: fc.integer({ min: 1, max: 9 }),
    text: anyText(600),
    flagged: fc.constant<string[]>([]),
    replies: fc.array(fc.record({ expert_code: fc.constant('cfo'), name: fc.constant('Mara'), text: anyText(700) }), {
      maxLength: 2,
    }),
  }),
  { maxLength: 2 },
);

/** A board after `rounds` rounds: whatever people, pages and experts said by then. */
export const boards: fc.Arbitrary<Deliberation> = fc.integer({ min: 0, max: 5 }).chain((rounds) =>
  fc.record({
    brief: fc.record({
      problem: anyText(3_000),
      flagged: fc.constant<string[]>([]),
      asked_on: fc.constant('2026-11-22'),
      context: fc.array(fc.record({ kind: fc.constant('answer'), label: anyText(60), text: anyText(5_000) }), {
        maxLength: 3,
      }),
      answers: fc.array(fc.record({ question: anyText(200), answer: fc.option(anyText(9_000), { nil: null }) }), {
        maxLength: 5,
      }),
      constraints: fc.array(anyText(300), { maxLength: 10 }),
    }),
    sub_problem: fc.record({
      index: fc.constant(0),
      goal: anyText(300),
      rationale: anyText(300),
      settled: fc.array(
        fc.record({
          index: fc.constant(1),
          goal: anyText(300),
          decision: anyText(320),
          conditions: fc.array(anyText(160)),
        }),
        { maxLength: 2 },
      ),
    }),
    experts: fc.subarray([...CODES, 'growth'], { minLength: 3 }).map((codes) => codes.map(someExpert)),
    said_before: interjections,
    rounds: fc.tuple(
      ...Array.from({ length: rounds }, (_, index) =>
        fc
          .record({ research: research(anyText), interjections })
          .map((between): FinishedRound => ({ ...someRound(index + 1, CODES, 150), ...between })),
      ),
    ),
  }),
);
