import type { Priority } from '@bo1/contracts/meeting/values';
import { sameness } from '../length.ts';
import { LONGEST_DUE_DAYS, type ActionsAnswer } from '../tools/action-plan.ts';
import { tidy, tidyListOr } from './texts.ts';

export interface PlannedAction {
  title: string;
  steps: string[];
  success_criteria: string[];
  kill_criteria: string[];
  priority: Priority;
  /** A civil date. */
  due_date: string;
  /** Positions of actions in the plan. */
  depends_on: number[];
}

/**
 * Actions that can be done in an order: different titles; no dependency on itself, on nothing or in a circle; due after
 * `from`, and never before something they depend on.
 * @param facts.from civil date of the decision
 */
export function repairActions(answer: ActionsAnswer, facts: { from: string }): PlannedAction[] {
  const days = answer.actions.map((action) =>
    Math.min(LONGEST_DUE_DAYS, Math.max(1, Math.round(action.due_in_days) || 1)),
  );
  const depends = withoutCircles(answer.actions.map((action) => action.depends_on));
  const due = days.map((_, index) => latestOf(index, days, depends));
  const titles = distinct(
    answer.actions.map((action, index) => tidy(action.title, 90, `Step ${index + 1} of the decision`)),
  );
  return answer.actions.map((action, index) => ({
    title: titles[index] ?? action.title,
    steps: tidyListOr(action.steps, 200, 6, titles[index] ?? action.title),
    success_criteria: tidyListOr(action.success_criteria, 200, 3, 'It is done by its due date.'),
    kill_criteria: tidyListOr(action.kill_criteria, 200, 3, 'The decision is reopened.'),
    priority: action.priority,
    due_date: daysAfter(facts.from, due[index] ?? 1),
    depends_on: depends[index] ?? [],
  }));
}

/** Adds dependencies one by one, in their order, leaving out each that would close a circle. */
function withoutCircles(wanted: readonly (readonly number[])[]): number[][] {
  const kept: number[][] = wanted.map(() => []);
  const reaches = (from: number, to: number): boolean =>
    from === to || (kept[from] ?? []).some((next) => reaches(next, to));
  wanted.forEach((others, index) => {
    for (const other of new Set(others)) {
      if (other in wanted && !reaches(other, index)) kept[index]?.push(other);
    }
  });
  return kept.map((others) => others.toSorted((a, b) => a - b));
}

/** The day by which an action and all before it can be done. */
const latestOf = (index: number, days: readonly number[], depends: readonly number[][]): number =>
  Math.max(days[index] ?? 1, ...(depends[index] ?? []).map((before) => latestOf(before, days, depends)));

function distinct(titles: readonly string[]): string[] {
  const seen = new Map<string, number>();
  return titles.map((title) => {
    const times = (seen.get(sameness(title)) ?? 0) + 1;
    seen.set(sameness(title), times);
    return times === 1 ? title : `${title} (${times})`;
  });
}

/** A civil date so many days later. */
export function daysAfter(date: string, days: number): string {
  const at = new Date(`${date}T00:00:00Z`);
  at.setUTCDate(at.getUTCDate() + days);
  return at.toISOString().slice(0, 10);
}
