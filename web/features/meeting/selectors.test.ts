import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { replay } from './reducer.ts';
import { currentSubProblem, elapsedMs, expertState, statusOf, wholePieces } from './selectors.ts';
import { stepsOf } from './steps.ts';
import { directLog, exampleLog } from './testing.ts';
import { nowWords } from './working-line.tsx';

const log = exampleLog(2);
const at = (type: string, last = true) => {
  const index = last
    ? log.findLastIndex((event) => event.type === type)
    : log.findIndex((event) => event.type === type);
  return replay(log.slice(0, index + 1));
};
const sub0 = replay(log.slice(0, 9)).subProblems[0]!;
const steps = (state: ReturnType<typeof replay>) =>
  stepsOf(state, state.subProblems[0]).map((step) => `${step.label}: ${step.state}`);

describe('what the page says of a meeting', () => {
  it('names its status as the log does', () => {
    expect(statusOf(replay([]))).toBe('created');
    expect(statusOf(at('session_started'))).toBe('running');
    expect(statusOf(at('clarification_required'))).toBe('waiting_for_answers');
    expect(statusOf(replay(log))).toBe('completed');
  });

  it('shows the steps that were, the one that is, and no guessed rounds', () => {
    expect(steps(at('clarification_required'))).toEqual([
      'Questions: current',
      'Plan: upcoming',
      'Votes: upcoming',
      'Decision: upcoming',
      'Actions: upcoming',
    ]);
    expect(steps(at('round_started', false))).toEqual([
      'Questions: done',
      'Plan: done',
      'Round 1: current',
      'Votes: upcoming',
      'Decision: upcoming',
      'Actions: upcoming',
    ]);
    expect(steps(at('recommendation')).slice(-3)).toEqual(['Votes: done', 'Decision: current', 'Actions: upcoming']);
    expect(steps(replay(log)).every((step) => step.endsWith('done'))).toBe(true);
  });

  it('shows the part that failed as stopped, while the others go on to the decision', () => {
    const [last] = log.slice(log.findIndex((event) => event.type === 'recommendation'));
    const data = { sub_problem_index: 0, code: 'internal', message: 'It failed.' };
    const failed = { ...last, type: 'sub_problem_failed', data } as unknown as (typeof log)[number];
    const state = replay([...log.slice(0, last!.sequence - 1), failed]);
    expect(steps(state).slice(-3)).toEqual(['Votes: stopped', 'Decision: current', 'Actions: upcoming']);
  });

  it('has exactly one step under way at any time, in order, and none once the meeting is over', () => {
    const logs = fc.record({ rounds: fc.integer({ min: 0, max: 5 }), questions: fc.boolean(), route: fc.boolean() });
    const cut = fc.double({ min: 0, max: 1, noNaN: true });
    const property = fc.property(logs, cut, fc.boolean(), ({ rounds, questions, route }, share, stop) => {
      const events = route ? exampleLog(rounds, questions) : directLog();
      const known = events.slice(0, Math.round(share * events.length));
      const cancelled = {
        ...events[0]!,
        sequence: known.length + 1,
        type: 'cancelled',
        data: { reason: 'terminated' },
      };
      const state = replay(stop ? [...known, cancelled as unknown as (typeof log)[number]] : known);
      const shown = stepsOf(state, currentSubProblem(state)).map((step) => step.state);
      const under = shown.filter((step) => step === 'current').length;
      expect(under).toBe(state.ending ? 0 : 1);
      expect(shown.join(' ')).toMatch(/^(done ?)*((current|stopped) ?)?(upcoming ?)*$/);
    });
    fc.assert(property, { numRuns: 300 });
  });

  it('knows who thinks, speaks and is done', () => {
    const asked = at('contribution_started', false);
    const [sub] = asked.subProblems;
    expect(expertState(asked, sub!, 'cfo', {})).toBe('thinking');
    expect(expertState(asked, sub!, 'growth', {})).toBe('idle');
    const drafts = { 'sp0/r1/cfo/contribute': { attempt: 1, text: 'The' } };
    expect(expertState(asked, sub!, 'cfo', drafts)).toBe('speaking');
    expect(expertState({ ...asked, paused: true }, sub!, 'cfo', drafts)).toBe('idle');
    expect(expertState(replay(log), replay(log).subProblems[0]!, 'cfo', {})).toBe('done');
  });

  it('knows what the one expert of a routine question does', () => {
    const answer = directLog();
    expect(expertState(replay(answer.slice(0, 2)), sub0, 'cfo', {})).toBe('thinking');
    expect(expertState(replay(answer), sub0, 'cfo', {})).toBe('done');
  });

  it('does not count the wait for answers as elapsed', () => {
    const whole = replay(log);
    const all = Date.parse(log.at(-1)!.at) - Date.parse(log[0]!.at);
    expect(elapsedMs(whole, Date.now())).toBe(all - 60_000);
  });

  it('counts whole pieces only', () => {
    expect(wholePieces(replay(log))).toBe(9);
    expect(wholePieces(at('contribution_started'))).toBe(3);
  });

  it('says at every step what happens, or shows it otherwise', () => {
    for (let length = 0; length < log.length; length += 1) {
      const state = replay(log.slice(0, length));
      const shown =
        steps(state).some((step) => step.endsWith('current')) || nowWords(state, state.subProblems[0]) !== null;
      expect(shown, `after ${log[length - 1]?.type}`).toBe(true);
    }
  });
});
