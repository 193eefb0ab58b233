import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EMPTY_MEETING } from './state.ts';
import { isIdle, reduceMeeting, replay } from './reducer.ts';
import { exampleLog, logBuilder } from './testing.ts';

const log = exampleLog(3);
const whole = replay(log);

/** Orders of the log in which every event occurs at least once. */
const anyOrder = fc
  .tuple(
    fc.shuffledSubarray(log, { minLength: log.length }),
    fc.array(fc.constantFrom(...log), { maxLength: 40 }),
    fc.array(fc.nat(), { maxLength: 40 }),
  )
  .map(([order, again, places]) => {
    const events = [...order];
    again.forEach((event, index) => events.splice((places[index] ?? 0) % (events.length + 1), 0, event));
    return events;
  });

describe('the reducer of a meeting', () => {
  it('draws the whole page from the log', () => {
    expect(whole.sequence).toBe(log.length);
    expect(whole.ending?.type).toBe('complete');
    expect(whole.record?.chosen_option).toBe('Pilot in spring');
    const [board] = whole.subProblems;
    expect(board?.experts.map((expert) => expert.expert_code)).toEqual(['cfo', 'growth', 'sceptic']);
    expect(board?.rounds.map((round) => round.turns.length)).toEqual([3, 3, 3]);
    expect(board?.recommendations).toHaveLength(3);
    expect(whole.questions).toMatchObject([{ state: 'answered', answer: 'Eleven months.' }]);
  });

  it('comes to the same state from any order with any repeats', () => {
    const check = (events: typeof log) => {
      expect(replay(events)).toEqual(whole);
    };
    fc.assert(fc.property(anyOrder, check), { numRuns: 300 });
  });

  it('goes on from any prefix as if it had never stopped, whatever the overlap', () => {
    fc.assert(
      fc.property(fc.nat(log.length), fc.nat(log.length), (cut, overlap) => {
        const resumed = replay(log.slice(Math.max(0, cut - overlap)), replay(log.slice(0, cut)));
        expect(resumed).toEqual(whole);
      }),
    );
  });

  it('never changes the state it is given', () => {
    const freeze = <T>(value: T): T => {
      if (value && typeof value === 'object' && !Object.isFrozen(value))
        Object.values(Object.freeze(value)).forEach(freeze);
      return value;
    };
    const end = freeze(structuredClone(log)).reduce(
      (state, event) => freeze(reduceMeeting(state, event)),
      freeze(EMPTY_MEETING),
    );
    expect(end).toEqual(whole);
  });

  it('shows nothing behind a gap until it is filled', () => {
    const [first, second, third] = log;
    const gap = replay([first!, third!]);
    expect(gap.sequence).toBe(1);
    expect(gap.context).toBeNull();
    expect(replay([second!], gap).sequence).toBe(3);
  });

  it('skips an event type it does not know', () => {
    const unknown = { ...log[0]!, type: 'weather_changed', data: {} } as never;
    expect(reduceMeeting(EMPTY_MEETING, unknown).sequence).toBe(1);
  });

  it('does not count waiting, pauses and the end as work', () => {
    const short = logBuilder();
    const opening = { problem_statement: 'x', tier: 'pro', skip_clarification: false, max_rounds: 3 } as const;
    short.add('session_started', { ...opening, hard_limit_minutes: 30, simulated: true, flagged: [] });
    short.add('paused', { version: 1 }, 5_000);
    short.add('clarification_required', { questions: [{ id: 'a', question: 'A', reason: 'r' }] }, 1_000);
    short.add('resumed', { version: 2 }, 10_000);
    expect(isIdle(replay(short.events))).toBe(true);
    short.add('clarification_answered', { answers: [], skipped: ['a'], remaining: [] }, 20_000);
    short.add('cancelled', { reason: 'stopped_by_user' }, 4_000);
    const state = replay(short.events);
    expect(state.idleMs).toBe(31_000);
    expect(state.idleSince).toBe(state.endedAt);
  });

  it('waits for the parts that a retry takes up again, and leaves the others as they are', () => {
    const next = logBuilder();
    next.events.push(...log.slice(0, -3));
    const failure = { code: 'internal', message: 'x' };
    next.add('sub_problem_failed', { sub_problem_index: 1, ...failure });
    next.add('sub_problem_failed', { sub_problem_index: 2, ...failure });
    next.add('partial', { failed_sub_problems: [1, 2], message: 'x' });
    next.add('retried', { attempt: 2, again: [2] });
    const state = replay(next.events);
    expect(state.subProblems.map((sub) => sub.status)).toEqual(['complete', 'failed', 'waiting']);
    expect(state).toMatchObject({ attempt: 2, again: [2], ending: null });
  });

  it('keeps into the next attempt what the meeting goes without; a silence is over', () => {
    const next = logBuilder();
    next.events.push(...log.slice(0, -1));
    next.add('degraded', { reason: 'provider_fallback', message: 'Another model.' });
    next.add('degraded', { reason: 'quiet', message: 'Nothing new.' });
    next.add('failed', { code: 'provider_unavailable', message: 'x' });
    next.add('retried', { attempt: 2 });
    expect(replay(next.events).degraded).toEqual({ provider_fallback: 'Another model.' });
  });

  it('opens the next attempt after a retry and keeps what was said', () => {
    const next = logBuilder();
    next.events.push(...log.slice(0, -1));
    next.add('failed', { code: 'provider_unavailable', message: 'x' });
    next.add('retried', { attempt: 2 });
    const state = replay(next.events);
    expect(state).toMatchObject({ attempt: 2, ending: null, endedAt: null });
    expect(state.subProblems[0]?.rounds).toHaveLength(3);
  });
});
