import type { SessionStatus, Step as MeetingStep } from '@bo1/contracts/meeting/values';
import type { Tx } from '@bo1/prisma/client';
import type { NewEvent } from '@bo1/prisma/events';
import type { LockedMeeting } from '@bo1/prisma/ledger';
import type { RunRef } from '../meeting/types.ts';
import type { ModelRole, Prompt, ToolSpec } from '../ports/llm.ts';

/** What a step writes beside its rows, in the same transaction. */
export interface Written {
  events: NewEvent[];
  /** Increments of the counts on the session row; applied only when the events are new. */
  counts?: { expert?: number; round?: number; contribution?: number; action?: number };
  status?: SessionStatus;
  step?: MeetingStep;
}

export interface Commit<R> extends Written {
  /** What the step returns: the same whether the answer is new or was stored before. */
  result: R;
}

/** A model's answer as a step gets it: the same from the vendor and from the store. */
export interface Answer<T> {
  content: T;
  callKey: string;
  provider: string;
  model: string;
  promptHash: string;
  stopReason: string;
  /** When it was stored first. */
  at: Date;
}

/** A contribution's text. `truncated`: it was cut at its last whole sentence. */
export interface TextContent {
  text: string;
  truncated: boolean;
}

/** The session of a call, under its lock. */
export type CallSession = LockedMeeting['session'];

/** One call of the model inside a step. */
export interface CallStep<T, R> {
  run: RunRef;
  /** The call's domain name within the meeting, e.g. `sp0/r2/cfo/contribute`. */
  callKey: string;
  /** The reservation that pays for it, e.g. `sp0/r2` or `closing`. */
  reservationKey: string;
  prompt: Prompt;
  model: ModelRole;
  maxTokens: number;
  /** Rows and events written with the attempt's row, before the call; run again by each attempt. */
  begin?: (tx: Tx, session: CallSession) => Promise<Written>;
  /** Work beside the call that `commit` needs: awaited before its transaction begins, so that no lock is held for it. */
  ready?: Promise<unknown>;
  /**
   * Rows and events of the answer, in the transaction that stores it. Runs again when the answer was stored before, so
   * rows are upserted; events are kept apart by their dedupe keys.
   */
  commit: (tx: Tx, session: CallSession, answer: Answer<T>) => Promise<Commit<R>>;
}

export type TextStep<R> = CallStep<TextContent, R>;

export interface ToolStep<T, R> extends CallStep<T, R> {
  tool: ToolSpec<T>;
}
