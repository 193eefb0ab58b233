import { describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { me } from './account/schema.ts';
import { problem } from './errors/schema.ts';
import { ERRORS, FAILURES } from './errors/values.ts';
import { eventData } from './events/schema.ts';
import { EVENT_TYPES, FRAME_TYPES, TERMINAL_EVENTS } from './events/values.ts';
import { action, createSession, sessionDetail, sessionSummary } from './meeting/schema.ts';
import * as meeting from './meeting/values.ts';
import { BUDGET_MICROS, MEETINGS_A_MONTH } from './money/values.ts';
import { humanText } from './text/schema.ts';

/** The values an enum schema takes, through optional and nullable. */
function options(schema: z.ZodType): unknown[] {
  const { entries, innerType, element } = schema._zod.def as unknown as Record<string, z.ZodType | undefined>;
  if (innerType ?? element) return options((innerType ?? element)!);
  return Object.values(entries as unknown as Record<string, string>);
}

describe('lists of values and the schemas that use them', () => {
  it.each<[string, z.ZodType, readonly string[]]>([
    ['session status', sessionSummary.shape.status, meeting.SESSION_STATUSES],
    ['step', sessionSummary.shape.step, meeting.STEPS],
    ['tier', sessionDetail.shape.tier, meeting.TIERS],
    ['tier of a person', me.shape.tier, meeting.TIERS],
    ['route', sessionDetail.shape.route, meeting.ROUTES],
    ['route of the event', eventData.route_decided.shape.route, meeting.ROUTES],
    ['stop rule', sessionDetail.shape.stop_rule, meeting.STOP_RULES],
    ['stop rule of the event', eventData.sub_problem_complete.shape.stop_rule, meeting.STOP_RULES],
    ['rule of a decision', eventData.facilitator_decision.shape.rule, meeting.STOP_RULES],
    ['facilitator action', eventData.facilitator_decision.shape.action, meeting.FACILITATOR_ACTIONS],
    ['phase', eventData.round_started.shape.phase, meeting.PHASES],
    ['aspect', eventData.round_judged.shape.aspects.keyType, meeting.ASPECTS],
    ['aspect depth', eventData.round_judged.shape.aspects.valueType, meeting.ASPECT_DEPTHS],
    ['stop reason', eventData.stopping.shape.reason, meeting.STOP_REASONS],
    ['stop reason of the end', eventData.cancelled.shape.reason, meeting.STOP_REASONS],
    ['priority', action.shape.priority, meeting.PRIORITIES],
    ['error code', problem.shape.code, Object.keys(ERRORS)],
  ])('agree on %s', (_name, schema, values) => {
    expect(options(schema)).toEqual([...values]);
  });

  it('name every event once, with a schema each, the terminal ones last', () => {
    expect(Object.keys(eventData)).toEqual([...EVENT_TYPES]);
    expect(EVENT_TYPES.slice(-TERMINAL_EVENTS.length)).toEqual([...TERMINAL_EVENTS]);
    expect(EVENT_TYPES.filter((type) => (FRAME_TYPES as readonly string[]).includes(type))).toEqual([]);
  });

  it('name every value once', () => {
    for (const list of Object.values(meeting)) {
      if (Array.isArray(list) && list.every((item) => typeof item === 'string'))
        expect(new Set(list).size).toBe(list.length);
    }
    for (const [key, value] of Object.entries(FAILURES)) expect(value).toBe(key);
  });

  it('have a terminal status for each terminal event, and money for each tier', () => {
    expect(meeting.TERMINAL_STATUSES).toHaveLength(TERMINAL_EVENTS.length);
    expect(meeting.SESSION_STATUSES).toEqual(expect.arrayContaining([...meeting.TERMINAL_STATUSES]));
    for (const table of [BUDGET_MICROS, MEETINGS_A_MONTH]) expect(Object.keys(table)).toEqual([...meeting.TIERS]);
  });

  it('give each error a status of its family', () => {
    for (const { status, title } of Object.values(ERRORS)) {
      expect(status).toBeGreaterThanOrEqual(400);
      expect(status).toBeLessThan(600);
      expect(title).not.toMatch(/\.$/);
    }
  });

  it('read rounds and experts off the complexity as the product says', () => {
    const rounds = (complexity: number) => meeting.ROUNDS_BY_COMPLEXITY.find(({ below }) => complexity < below)?.rounds;
    const experts = (complexity: number) =>
      meeting.EXPERTS_BY_COMPLEXITY.find(({ below }) => complexity < below)?.experts;
    expect([1, 2, 3, 4, 5, 6, 7, 8, 9, 10].map((value) => rounds(value / 10))).toEqual([3, 3, 4, 4, 5, 5, 6, 6, 6, 6]);
    expect([1, 2, 3, 4, 5, 6, 7, 8, 9, 10].map((value) => experts(value / 10))).toEqual([3, 3, 4, 4, 4, 4, 5, 5, 5, 5]);
  });
});

describe('a problem statement', () => {
  const accepts = (problem_statement: unknown) => createSession.safeParse({ problem_statement }).success;
  it('has 10 to 10,000 characters after trimming', () => {
    expect(accepts('a'.repeat(9))).toBe(false);
    expect(accepts(`  ${'a'.repeat(9)}  `)).toBe(false);
    expect(accepts('a'.repeat(10))).toBe(true);
    expect(accepts(`\n${'a'.repeat(10_000)}\t`)).toBe(true);
    expect(accepts('a'.repeat(10_001))).toBe(false);
    expect(accepts(undefined)).toBe(false);
    expect(accepts(1234567890123)).toBe(false);
  });

  it('is text', () => {
    expect(accepts('Should we\r\n\topen — 👩‍🍳 — a shop?')).toBe(true);
    for (const wrong of ['\u0000', '\u001b', '\u007f', '\ufffd\ufffd\ufffd', '\ud800']) {
      expect(accepts(`Should we open ${wrong} a shop?`), JSON.stringify(wrong)).toBe(false);
    }
  });

  it('is refused in words that say what to do', () => {
    const { error } = humanText(10, 10_000, 'The problem statement').safeParse('short');
    expect(error?.issues.map(({ message }) => message)).toEqual([
      'The problem statement needs at least 10 characters.',
    ]);
  });
});
