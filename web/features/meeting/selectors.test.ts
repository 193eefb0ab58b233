import { describe, expect, it } from 'vitest';
import { replay } from './reducer.ts';
import { elapsedMs, expertState, statusOf, stepsOf, wholePieces } from './selectors.ts';
import { exampleLog } from './testing.ts';
import { nowWords } from './working-line.tsx';

const log = exampleLog(2);
const at = (type: string, last = true) => {
  const index = last
    ? log.findLastIndex((event) => event.type === type)
    : log.findIndex((event) => event.type === type);
  return replay(log.slice(0, index + 1));
};
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
    ]);
    expect(steps(at('round_started', false))).toEqual([
      'Questions: done',
      'Plan: done',
      'Round 1: current',
      'Votes: upcoming',
      'Decision: upcoming',
    ]);
    expect(steps(replay(log)).every((step) => step.endsWith('done'))).toBe(true);
  });

  it('knows who thinks, speaks and is done', () => {
    const asked = at('contribution_started', false);
    const [sub] = asked.subProblems;
    expect(expertState(sub!, 'cfo', {}, false)).toBe('thinking');
    expect(expertState(sub!, 'growth', {}, false)).toBe('idle');
    const drafts = { 'sp0/r1/cfo/contribute': { attempt: 1, text: 'The' } };
    expect(expertState(sub!, 'cfo', drafts, false)).toBe('speaking');
    expect(expertState(sub!, 'cfo', drafts, true)).toBe('idle');
    expect(expertState(replay(log).subProblems[0]!, 'cfo', {}, true)).toBe('done');
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
