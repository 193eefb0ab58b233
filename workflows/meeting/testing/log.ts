import { type FAILURES } from '@bo1/contracts/errors/values';
import { type EventType, TERMINAL_EVENTS } from '@bo1/contracts/events/values';
import { ApplicationFailure } from '@temporalio/common';

export interface Entry {
  attempt: number;
  key: string;
  type: EventType;
  data: { round?: number; sub_problem_index?: number; expert_code?: string; experts?: string[] };
}

/** The event log of one meeting, kept in memory: gap-free, once a key, closed by a terminal event. */
export class MemoryLog {
  readonly entries: Entry[] = [];
  closedAttempt = 0;

  append(attempt: number, key: string, type: EventType, data: Entry['data'] = {}): void {
    if (this.closedAttempt >= attempt) throw failure('attempt_closed');
    if (this.entries.some((entry) => entry.key === `${attempt}/${key}`)) return;
    this.entries.push({ attempt, key: `${attempt}/${key}`, type, data });
    if (isTerminal(type)) this.closedAttempt = attempt;
  }

  get types(): EventType[] {
    return this.entries.map((entry) => entry.type);
  }
}

export const isTerminal = (type: EventType) => (TERMINAL_EVENTS as readonly string[]).includes(type);

export const failure = (type: keyof typeof FAILURES) => ApplicationFailure.nonRetryable(type, type);

/** What must hold of every log that has ended. Throws with what does not. */
export function assertInvariants(entries: readonly Entry[]): void {
  const wrong: string[] = [];
  const terminal = entries.filter((entry) => isTerminal(entry.type));
  if (terminal.length !== 1 || entries.at(-1) !== terminal[0]) wrong.push('one terminal event, the last');
  for (const started of entries.filter((entry) => entry.type === 'round_started')) {
    const inRound = entries.filter(
      ({ data, type }) =>
        type === 'contribution' &&
        data.round === started.data.round &&
        data.sub_problem_index === started.data.sub_problem_index,
    );
    const speakers = inRound.map((entry) => entry.data.expert_code!);
    const name = `round ${started.data.round} of sub-problem ${started.data.sub_problem_index}`;
    if (new Set(speakers).size !== speakers.length) wrong.push(`${name}: somebody spoke twice`);
    const judged = entries.some((entry) => entry.type === 'round_judged' && sameRound(entry, started));
    if (judged && speakers.toSorted().join() !== started.data.experts!.toSorted().join()) {
      wrong.push(`${name}: judged before everybody had spoken`);
    }
    if (inRound.some((entry) => entries.indexOf(entry) < entries.indexOf(started))) wrong.push(`${name}: spoke before`);
  }
  wrong.push(...pauseErrors(entries));
  if (wrong.length > 0) throw new Error(`${wrong.join('; ')}\n${entries.map((entry) => entry.key).join('\n')}`);
}

const sameRound = (a: Entry, b: Entry) =>
  a.data.round === b.data.round && a.data.sub_problem_index === b.data.sub_problem_index;

/** Between a pause and its resume nothing is begun; what was in flight may finish. */
function pauseErrors(entries: readonly Entry[]): string[] {
  const wrong: string[] = [];
  let paused = false;
  for (const { type, key } of entries) {
    if (type === 'paused' && paused) wrong.push(`${key}: paused twice`);
    if (type === 'resumed' && !paused) wrong.push(`${key}: resumed without a pause`);
    if (type === 'paused' || type === 'resumed') paused = type === 'paused';
    if (paused && (type === 'round_started' || type === 'contribution_started'))
      wrong.push(`${key}: begun while paused`);
  }
  return wrong;
}
