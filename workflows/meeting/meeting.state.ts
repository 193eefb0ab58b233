import type { Interruption, RunOutcome, RunRef } from '@bo1/activities/meeting/types';
import { FAILURES, type FailureType } from '@bo1/contracts/errors/values';
import type { SessionStatus, Step, StopReason, TerminalStatus } from '@bo1/contracts/meeting/values';
import { Control } from '../shared/control.ts';
import { typedFailure } from '../shared/failures.ts';
import type { MeetingInput, MeetingView } from './meeting.messages.ts';

/**
 * Why a meeting is cancelled, as far as a workflow can know: every cancellation looks alike here. Where the person asked
 * for it in the app, the row says so and the record tells that instead.
 */
export const STOPPED: StopReason = 'cancelled_by_admin';

/** Where a meeting is. Plain state: the workflow and its handlers change it, nothing here waits or calls. */
export class MeetingState {
  readonly run: RunRef;
  readonly control = new Control({ version: 0, paused: false });
  step: Step = 'created';
  /** The run has its budget and its first event. */
  opened = false;
  /** The questions are being written: answers may come before the workflow has heard of them. */
  asking = false;
  openQuestions: string[] = [];
  /** A board is convened; null until the route is decided. */
  board: boolean | null = null;
  /** `synthesis_complete` is in the log: whatever happens now, the record is kept. */
  synthesised = false;
  /** The end is being written: nothing is accepted any more. */
  closing = false;
  #ended: TerminalStatus | null = null;
  readonly #settledQuestions = new Set<string>();
  readonly #failed = new Map<number, FailureType>();
  readonly #deliberated = new Set<number>();

  constructor({ session_id, attempt, correlation_id }: MeetingInput) {
    this.run = { session_id, attempt, correlation_id };
  }

  get waiting(): boolean {
    return this.openQuestions.length > 0;
  }

  get paused(): boolean {
    return this.control.paused;
  }

  get status(): SessionStatus {
    if (this.#ended) return this.#ended;
    if (this.control.paused) return 'paused';
    return this.waiting ? 'waiting_for_answers' : 'running';
  }

  get view(): MeetingView {
    const { status, step, control, openQuestions } = this;
    return { status, step, paused: control.paused, open_question_ids: [...openQuestions] };
  }

  /** Throws `session_ended` where nothing can be changed any more. */
  assertOpen(): void {
    if (this.closing) throw typedFailure(FAILURES.session_ended);
  }

  /** Throws where these questions cannot be answered (any more). */
  assertAnswerable(questionIds: readonly string[]): void {
    this.assertOpen();
    if (!this.waiting) throw typedFailure(FAILURES.not_waiting_for_answers);
    if (!questionIds.every((id) => this.openQuestions.includes(id))) throw typedFailure(FAILURES.question_not_open);
  }

  /** A board put questions to the person; some may have their answer already. */
  asked(questionIds: readonly string[]): void {
    const fresh = questionIds.filter((id) => !this.#settledQuestions.has(id) && !this.openQuestions.includes(id));
    this.openQuestions = [...this.openQuestions, ...fresh];
  }

  /** These questions are open now. Gives those of the others that were, or were just answered. */
  settled(questionIds: readonly string[], open: readonly string[]): string[] {
    const settled = [...new Set([...this.openQuestions, ...questionIds])].filter((id) => !open.includes(id));
    for (const id of settled) this.#settledQuestions.add(id);
    this.openQuestions = [...open];
    return settled;
  }

  /** Throws where no board listens any more. Before the route is decided nobody knows yet. */
  assertFloorOpen(): void {
    this.assertOpen();
    const over = this.board === false || this.step === 'synthesise' || this.step === 'actions';
    if (over) throw typedFailure(FAILURES.floor_closed);
  }

  deliberated(subProblemIndex: number): void {
    this.#deliberated.add(subProblemIndex);
  }

  failed(subProblemIndex: number, code: FailureType): void {
    this.#failed.set(subProblemIndex, code);
  }

  /** Sub-problems that have a record. */
  get deliberatedIndexes(): number[] {
    return [...this.#deliberated].toSorted((a, b) => a - b);
  }

  /** How a meeting ends whose steps are all done. */
  get outcome(): RunOutcome {
    const failed = [...this.#failed.keys()].toSorted((a, b) => a - b);
    if (failed.length === 0) return { kind: 'complete' };
    if (this.#deliberated.size > 0) return { kind: 'partial', failed_sub_problems: failed };
    return { kind: 'failed', code: this.#failed.get(failed[0]!)! };
  }

  /** How a meeting ends that was stopped, or whose step failed. What hits after the synthesis fails nothing, but is told. */
  outcomeOf({ stopped, code }: { stopped: boolean; code: FailureType }): RunOutcome {
    const cut_short: Interruption = stopped ? { kind: 'cancelled', reason: STOPPED } : { kind: 'failed', code };
    const { outcome } = this;
    const decided = this.synthesised && (outcome.kind === 'complete' || outcome.kind === 'partial');
    return decided ? { ...outcome, cut_short } : cut_short;
  }

  ended(status: TerminalStatus): void {
    this.#ended = status;
    this.step = 'ended';
  }
}
