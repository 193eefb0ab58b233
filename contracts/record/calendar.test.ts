import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TrackedAction } from '../decision/schema.ts';
import { actionsCalendar } from './calendar.ts';

const AT = '2026-11-25T09:00:00.000Z';
const action = (fields: Partial<TrackedAction> = {}): TrackedAction => ({
  id: 'a1',
  sub_problem_index: 0,
  title: 'Sign the lease',
  steps: ['Ask the bank'],
  success_criteria: [],
  kill_criteria: [],
  priority: 'high',
  due_date: '2027-01-15',
  depends_on: [],
  owner: null,
  reminder_of: null,
  status: 'todo',
  status_changed_at: null,
  ...fields,
});
const unfolded = (calendar: string) => calendar.replace(/\r\n /g, '').split('\r\n');

describe('the calendar of a record', () => {
  it('has each open action on its day, with an alarm', () => {
    const reminder = action({ id: 'own', title: 'Check', owner: 'Nora; Milan', reminder_of: 'Churn, 7 %' });
    const lines = unfolded(actionsCalendar([action(), reminder, action({ id: 'a3', status: 'done' })], 'Shop?', AT)!);
    expect(lines.filter((line) => /^(UID|DTSTART|DTSTAMP|TRIGGER|SUMMARY)/.test(line))).toEqual([
      'UID:a1@board-of-one',
      'DTSTAMP:20261125T090000Z',
      'DTSTART;VALUE=DATE:20270115',
      'SUMMARY:Sign the lease',
      'TRIGGER:PT9H',
      'UID:own@board-of-one',
      'DTSTAMP:20261125T090000Z',
      'DTSTART;VALUE=DATE:20270115',
      'SUMMARY:Check',
      'TRIGGER:PT9H',
    ]);
    expect(lines).toContain(
      'DESCRIPTION:Decision: Shop?\\nWould reopen it: Churn\\, 7 %\\nOwner: Nora\\; Milan\\nTo do\\n1. Ask the bank',
    );
    expect(actionsCalendar([action({ status: 'dropped' })], 'Shop?', AT)).toBeNull();
  });

  it('keeps texts as text, in lines that are short enough', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (title) => {
        const calendar = actionsCalendar([action({ title })], title, AT)!;
        const names = (whole: string) => unfolded(whole).map((line) => /^[A-Z]+/.exec(line)?.[0]);
        expect(names(calendar)).toEqual(names(actionsCalendar([action()], 'x', AT)!));
        for (const line of calendar.split('\r\n'))
          expect(new TextEncoder().encode(line).length).toBeLessThanOrEqual(75);
      }),
    );
  });
});
