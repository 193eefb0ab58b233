import { expect, test } from 'vitest';
import { detailsOf, roundDetails, summaryOf, voteDetails } from './summaries.ts';

const run = { session_id: 'bo1_1', attempt: 1, correlation_id: 'c' };
const round = { sub_problem_index: 1, round: 2, max_rounds: 4, phase: 'challenge', experts: ['cfo', 'unit_economist'] };

test.each([
  ['route', [run], 'Decide how to answer'],
  ['contribute', [run, { ...round, expert_code: 'cfo' }], 'Round 2 · CFO writes'],
  ['contribute', [run, { ...round, expert_code: 'ux_research' }], 'Round 2 · UX research writes'],
  ['judge', [run, round], 'Judge round 2'],
  ['openRound', [run, round], 'Save: round 2 of at most 4 opens, paid for 2 experts'],
  ['recordStop', [run, { ...round, rule: 'consensus' }], 'Save: the rounds end after round 2 (consensus)'],
  ['recordBatches', [run, { execution_batches: [[0, 1]] }], 'Save: order of the sub-problems, in 1 batch'],
  ['planActions', [run, { sub_problem_index: 1 }], 'Plan the actions of sub-problem 2'],
  ['closeRun', [run, { kind: 'cancelled' }], 'Save: the end (cancelled), money and allowance settled'],
  ['reconcile', [{ older_than_ms: 1 }], 'Start or settle the meetings that rows and engine disagree on'],
])('%s of %j reads as a phrase', (step, args, phrase) => {
  expect(summaryOf(step, args)).toBe(phrase);
});

test('says where a meeting is', () => {
  const meeting = { step: 'clarify' as const, paused: false, openQuestions: [] as string[] };
  expect(detailsOf(meeting)).toBe('Asking for what is missing');
  expect(detailsOf({ ...meeting, openQuestions: ['q1'] })).toBe('Waiting for answers to 1 question');
  expect(detailsOf({ ...meeting, paused: true, openQuestions: ['q1', 'q2'] })).toBe(
    'Paused. Waiting for answers to 2 questions',
  );
});

test('says where a deliberation is', () => {
  expect(roundDetails(round)).toBe('Round 2 of at most 4, challenge: CFO, Unit economist');
  expect(voteDetails(1, 'coverage')).toBe('Recommendations after 1 round, ended by a rule: everything is covered');
});
