import type { LightSteps, LlmActivities, RunOutcome, SubProblemPlan } from '@bo1/activities/meeting/types';
import { FAILURES } from '@bo1/contracts/errors/values';
import type { RunLimits, Step, TerminalStatus } from '@bo1/contracts/meeting/values';
import {
  allHandlersFinished,
  CancellationScope,
  CancelledFailure,
  condition,
  isCancellation,
  patched,
  setCurrentDetails,
  TemporalFailure,
} from '@temporalio/workflow';
import { ActiveTime } from '../shared/active-time.ts';
import { showDetails, showStatus } from '../shared/attributes.ts';
import { failureCode, isSuperseded, together, typedFailure } from '../shared/failures.ts';
import { guarded, type StepRules } from '../shared/guarded.ts';
import { Liveness } from '../shared/liveness.ts';
import * as proxies from '../shared/proxies.ts';
import { ARCHIVING } from '../shared/summaries.ts';
import { listen } from './meeting.handlers.ts';
import type { MeetingInput, MeetingResult } from './meeting.messages.ts';
import { MeetingState, STOPPED } from './meeting.state.ts';
import { planBatches } from './rules/batches.ts';
import { SubProblems } from './sub-problems.ts';

/**
 * A meeting, from the question to the decision record and its actions. It may wait for a person for days, and ends in one
 * of four ways, each written by one `closeRun`. Bounded: at most five questions and four sub-problems, each deliberated by
 * a child; so it needs no continue-as-new.
 */
export async function meetingWorkflow(input: MeetingInput): Promise<MeetingResult> {
  const meeting = new Meeting(input);
  const outcome = await meeting.hold();
  return CancellationScope.nonCancellable(() => meeting.close(outcome)).then((result) => {
    if (result.status === 'failed') throw typedFailure(outcome?.kind === 'failed' ? outcome.code : FAILURES.internal);
    // Shown as cancelled by the engine too, where it was asked to cancel.
    if (result.status === 'cancelled' && CancellationScope.current().consideredCancelled) {
      throw new CancelledFailure('stopped');
    }
    return result;
  });
}

class Meeting {
  readonly #state: MeetingState;
  readonly #time = new ActiveTime();
  readonly #liveness = new Liveness();
  readonly #subProblems: SubProblems;
  readonly #announceQuiet: (quiet: boolean) => Promise<void>;
  readonly #record: typeof proxies.record;
  readonly #rules: StepRules;
  /** Steps that call a model, on the queue pinned to the run: there since it was opened. */
  #board!: LlmActivities;
  /** Cancelled by the app, the engine's UI or its command line: one path. */
  readonly #stop = new CancellationScope();
  #stopping: Promise<void> = Promise.resolve();

  constructor(input: MeetingInput) {
    this.#state = new MeetingState(input);
    const { control } = this.#state;
    this.#subProblems = new SubProblems(input, control);
    this.#announceQuiet = listen(this.#state, this.#subProblems, this.#liveness);
    const onDispute = (version: number) => control.adoptPause(version);
    this.#rules = { control, time: this.#time, liveness: this.#liveness, onDispute };
    this.#record = guarded(proxies.record, this.#rules);
    this.#stop.cancelRequested.catch(() => {
      this.#stopping = this.#markStopping();
    });
  }

  /** Everything up to the end. Gives how the meeting ends, or null where the rows say that it is over already. */
  async hold(): Promise<RunOutcome | null> {
    const { run, control } = this.#state;
    try {
      const { already_ended, limits } = await CancellationScope.nonCancellable(() => proxies.record.openRun(run));
      if (already_ended) return null;
      this.#state.opened = true;
      this.#board = guarded(proxies.callsOf(limits), this.#rules);
      const suspended = () => control.paused || this.#state.waiting || this.#subProblems.active;
      const watch = { quiet_ms: limits.liveness_ms, suspended, onChange: this.#announceQuiet };
      await this.#stop.run(() => this.#liveness.during(() => this.#meet(limits), watch));
      return this.#state.outcome;
    } catch (error) {
      if (isSuperseded(error)) return null;
      // A bug fails the workflow task, which is tried again with the next build; a failed step ends the meeting.
      if (!(error instanceof TemporalFailure)) throw error;
      return this.#state.outcomeOf({ stopped: this.#stop.consideredCancelled, code: failureCode(error) });
    }
  }

  async #meet(limits: RunLimits): Promise<void> {
    const { run } = this.#state;
    this.#enter('route');
    const { route } = await this.#light(limits.insist_on_board).route(run);
    this.#state.board = route !== 'single' || limits.insist_on_board;
    if (!this.#state.board) return this.#answerDirectly();

    this.#enter('context');
    await this.#record.collectContext(run);
    if (!limits.skip_clarification) await this.#clarify();
    const batches = await this.#decompose();
    this.#enter('rounds');
    for (const batch of batches) await together(batch.map((plan) => this.#deliberate(plan, limits)));
    if (this.#state.deliberatedIndexes.length > 0) await this.#conclude();
  }

  async #answerDirectly(): Promise<void> {
    this.#enter('synthesise');
    await this.#board.answerDirectly(this.#state.run);
    this.#state.synthesised = true;
  }

  async #clarify(): Promise<void> {
    const state = this.#state;
    this.#enter('clarify');
    state.asking = true;
    const { question_ids } = await this.#board.clarify(state.run);
    // The rows know which are open: an earlier run of this meeting may have had answers.
    if (question_ids.length > 0) state.openQuestions = (await this.#record.openQuestions(state.run)).question_ids;
    state.asking = false;
    if (!state.waiting) return;
    showStatus(state.status);
    showDetails(state);
    await condition(() => !state.waiting);
  }

  async #decompose(): Promise<SubProblemPlan[][]> {
    this.#enter('decompose');
    const { sub_problems } = await this.#board.decompose(this.#state.run);
    const plan = planBatches(sub_problems);
    await this.#record.recordBatches(this.#state.run, plan);
    const byIndex = new Map(sub_problems.map((subProblem) => [subProblem.index, subProblem]));
    return plan.execution_batches.map((batch) => batch.map((index) => byIndex.get(index)!));
  }

  /** One sub-problem. Its failure is the meeting's only where no other has a result. */
  async #deliberate(plan: SubProblemPlan, limits: RunLimits): Promise<void> {
    const { run, control } = this.#state;
    // What an earlier attempt came to is kept, and what nobody asked to try again stays failed.
    if (plan.kept) return this.#state.deliberated(plan.index);
    if (plan.left_out) return this.#state.failed(plan.index, plan.left_out);
    if (control.paused) await condition(() => !control.paused);
    try {
      const { active_ms } = await this.#subProblems.deliberate(plan, limits, this.#time.ms);
      this.#time.advanceTo(active_ms);
      this.#state.deliberated(plan.index);
    } catch (error) {
      if (isCancellation(error)) this.#stopWithChild();
      if (isSuperseded(error) || this.#stop.consideredCancelled || !(error instanceof TemporalFailure)) throw error;
      const code = failureCode(error);
      await this.#record.failSubProblem(run, { sub_problem_index: plan.index, code });
      this.#state.failed(plan.index, code);
    }
  }

  async #conclude(): Promise<void> {
    const { run, deliberatedIndexes } = this.#state;
    this.#enter('synthesise');
    const only = deliberatedIndexes.length === 1;
    await this.#light(only).synthesiseMeeting(run, { sub_problem_indexes: deliberatedIndexes });
    this.#state.synthesised = true;
    this.#enter('actions');
    await together(deliberatedIndexes.map((sub_problem_index) => this.#board.planActions(run, { sub_problem_index })));
  }

  /** Terminal event, status and money in one step; then the copy in the archive. Nothing of the meeting comes after. */
  async close(outcome: RunOutcome | null): Promise<MeetingResult> {
    await this.#stopping;
    this.#state.closing = true;
    const status = outcome ? await this.#closeRun(outcome) : null;
    if (status) showStatus(status);
    if (status === 'completed' || status === 'partial') await this.#archive();
    await condition(allHandlersFinished);
    return { status: status ?? 'superseded' };
  }

  async #closeRun(outcome: RunOutcome): Promise<TerminalStatus | null> {
    try {
      const { status } = await proxies.record.closeRun(this.#state.run, outcome);
      this.#state.ended(status);
      this.#enter('ended');
      return status;
    } catch (error) {
      if (isSuperseded(error)) return null;
      throw error;
    }
  }

  async #archive(): Promise<void> {
    setCurrentDetails(ARCHIVING);
    try {
      await proxies.data.archive(this.#state.run);
    } catch (error) {
      // The outcome stands without its copy.
      if (!(error instanceof TemporalFailure)) throw error;
    }
  }

  /** Somebody cancelled a deliberation itself: the same end as cancelling its meeting. */
  #stopWithChild(): void {
    if (this.#stop.consideredCancelled) return;
    this.#stop.cancel();
  }

  /** The ledger refuses from now on, and the page says so, while calls in flight are awaited. */
  async #markStopping(): Promise<void> {
    const { run, opened, closing } = this.#state;
    if (!opened || closing) return;
    try {
      await CancellationScope.nonCancellable(() => proxies.record.markStopping(run, { reason: STOPPED }));
    } catch (error) {
      // The end settles the money all the same.
      if (!(error instanceof TemporalFailure)) throw error;
    }
  }

  /** The same step, without the engine's round trip where it calls no model. */
  #light(callsNoModel: boolean): LightSteps {
    return callsNoModel && patched('light-steps') ? guarded(proxies.light, this.#rules) : this.#board;
  }

  #enter(step: Step): void {
    this.#state.step = step;
    showDetails(this.#state);
  }
}
