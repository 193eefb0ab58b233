import type { EventData, SessionEvent } from '@bo1/contracts/events/schema';
import type { TerminalEvent } from '@bo1/contracts/events/values';
import type { Action, DecisionRecord } from '@bo1/contracts/meeting/schema';
import type { Phase, StopReason, StopRule } from '@bo1/contracts/meeting/values';

/** A question of the board and what became of it. */
export interface Asked {
  id: string;
  question: string;
  reason: string;
  state: 'open' | 'answered' | 'skipped';
  answer: string | null;
}

export type Expert = EventData<'expert_selected'>;
export type Recommendation = EventData<'recommendation'> & { sequence: number };
export type Signals = Omit<EventData<'round_judged'>, 'sub_problem_index' | 'round'>;
export type Facilitation = Omit<EventData<'facilitator_decision'>, 'sub_problem_index' | 'round'>;

/** Which model wrote something, and the hash of all it was shown. */
export interface Audit {
  model: string;
  promptHash: string;
}

export const auditOf = ({ model, prompt_hash }: { model?: string; prompt_hash?: string }): Audit | null =>
  model && prompt_hash ? { model, promptHash: prompt_hash } : null;

/** One expert's turn in a round: asked, then written. */
export interface Turn {
  expert: string;
  callKey: string | null;
  /** Null until the whole contribution is in the log. */
  text: string | null;
  truncated: boolean;
  sequence: number | null;
  audit: Audit | null;
}

/** What was said in a round by others than the experts. */
export type Aside =
  | { kind: 'moderator'; sequence: number; role: EventData<'moderator_intervention'>['kind']; text: string }
  | { kind: 'research'; sequence: number; query: string; sources: EventData<'research_found'>['sources'] }
  | { kind: 'impasse'; sequence: number; path: EventData<'impasse_acknowledged'>['path']; text: string }
  | { kind: 'reply'; sequence: number; number: number; expert: string; text: string };

export interface Round {
  number: number;
  /** Of the event that opened it; null where that is not in the log yet. */
  sequence: number | null;
  maxRounds: number;
  phase: Phase;
  experts: string[];
  turns: Turn[];
  signals: Signals | null;
  facilitation: Facilitation | null;
  asides: Aside[];
}

export interface SubProblem {
  index: number;
  goal: string;
  complexity: number | null;
  dependsOn: number[];
  status: 'waiting' | 'running' | 'complete' | 'failed';
  experts: Expert[];
  rounds: Round[];
  recommendations: Recommendation[];
  record: DecisionRecord | null;
  /** Of its record; null also where the log does not say. */
  audit: Audit | null;
  stopRule: StopRule | null;
  actions: Action[];
  failure: { code: string; message: string } | null;
}

export type Ending = { [T in TerminalEvent]: { type: T; data: EventData<T> } }[TerminalEvent];

/** What the person said to the board. */
export interface Hand {
  number: number;
  text: string;
  sequence: number;
}

/** Everything the page shows of a meeting, as a function of its event log alone. */
export interface MeetingState {
  /** The last event that was applied; all before it were, too. */
  sequence: number;
  /** Events that came before their turn, until the gap is filled. */
  held: Record<number, SessionEvent>;
  attempt: number;
  /** Parts that this attempt deliberates again; null where it goes through all that has no result. */
  again: number[] | null;
  opening: EventData<'session_started'> | null;
  startedAt: string | null;
  endedAt: string | null;
  /** Milliseconds the board did not work: waiting for answers, paused, ended. */
  idleMs: number;
  idleSince: string | null;
  paused: boolean;
  /** Why it was told to stop; kept after the end, which may have been its decision all the same. */
  stopping: StopReason | null;
  route: EventData<'route_decided'> | null;
  context: EventData<'context_collected'>['items'] | null;
  questions: Asked[];
  planRationale: string | null;
  batches: number[][] | null;
  subProblems: SubProblem[];
  record: DecisionRecord | null;
  /** Of the record of the whole; null where that is the only part's. */
  audit: Audit | null;
  constraints: string[] | null;
  interjections: Hand[];
  /** What does not work as it should right now, by reason. */
  degraded: Partial<Record<EventData<'degraded'>['reason'], string>>;
  ending: Ending | null;
}

export const EMPTY_MEETING: MeetingState = {
  sequence: 0,
  held: {},
  attempt: 1,
  again: null,
  opening: null,
  startedAt: null,
  endedAt: null,
  idleMs: 0,
  idleSince: null,
  paused: false,
  stopping: null,
  route: null,
  context: null,
  questions: [],
  planRationale: null,
  batches: null,
  subProblems: [],
  record: null,
  audit: null,
  constraints: null,
  interjections: [],
  degraded: {},
  ending: null,
};
