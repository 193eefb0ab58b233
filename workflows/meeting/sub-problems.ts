import type { SubProblemPlan } from '@bo1/activities/meeting/types';
import { deliberationId } from '@bo1/contracts/engine/values';
import type { ControlState, RunLimits } from '@bo1/contracts/meeting/values';
import { TypedSearchAttributes, WorkflowExecutionAlreadyStartedError, WorkflowIdReusePolicy } from '@temporalio/common';
import {
  ChildWorkflowCancellationType,
  type ChildWorkflowHandle,
  getExternalWorkflowHandle,
  sleep,
  startChild,
} from '@temporalio/workflow';
import { initialAttributes } from '../shared/attributes.ts';
import type { Control } from '../shared/control.ts';
import type { deliberationWorkflow } from './deliberation.workflow.ts';
import {
  controlChanged,
  type DeliberationInput,
  type DeliberationResult,
  type MeetingInput,
  questionsSettled,
} from './meeting.messages.ts';

type Deliberation = ChildWorkflowHandle<typeof deliberationWorkflow>;

/** A run that this one replaced may have left its deliberation behind; it ends when its calls in flight do. */
const ORPHAN_ATTEMPTS = 120;

/** The deliberations of a meeting: one child workflow a sub-problem. */
export class SubProblems {
  readonly #input: MeetingInput;
  readonly #control: Control;
  readonly #running = new Map<number, Deliberation>();
  readonly #quiet = new Set<number>();

  constructor(input: MeetingInput, control: Control) {
    this.#input = input;
    this.#control = control;
  }

  get active(): boolean {
    return this.#running.size > 0;
  }

  /** True while every running deliberation is quiet. */
  get quiet(): boolean {
    return this.active && [...this.#running.keys()].every((index) => this.#quiet.has(index));
  }

  setQuiet(subProblemIndex: number, quiet: boolean): void {
    if (quiet) this.#quiet.add(subProblemIndex);
    else this.#quiet.delete(subProblemIndex);
  }

  async deliberate(plan: SubProblemPlan, limits: RunLimits, activeMs: number): Promise<DeliberationResult> {
    const sent = this.#control.state;
    const child = await this.#start({
      ...this.#input,
      sub_problem_index: plan.index,
      complexity: plan.complexity,
      limits,
      control: sent,
      active_ms: activeMs,
    });
    this.#running.set(plan.index, child);
    try {
      if (this.#control.version !== sent.version) await tell(child, this.#control.state);
      return await child.result();
    } finally {
      this.#running.delete(plan.index);
      this.#quiet.delete(plan.index);
    }
  }

  /** Each change goes to the children by one signal with the full state. */
  async announceControl(): Promise<void> {
    await Promise.all([...this.#running.values()].map((child) => tell(child, this.#control.state)));
  }

  /** Questions that a board may be waiting for. */
  async announceSettled(question_ids: string[]): Promise<void> {
    if (question_ids.length === 0) return;
    await Promise.all(
      [...this.#running.values()].map((child) => child.signal(questionsSettled, { question_ids }).catch(ignoreEnded)),
    );
  }

  async #start(input: DeliberationInput): Promise<Deliberation> {
    const workflowId = deliberationId(input.session_id, input.sub_problem_index, input.attempt);
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await startChild<typeof deliberationWorkflow>('deliberationWorkflow', {
          workflowId,
          args: [input],
          workflowTaskTimeout: '3s',
          cancellationType: ChildWorkflowCancellationType.WAIT_CANCELLATION_COMPLETED,
          // A run that was reset to before this point deliberates again; stored answers make that cheap.
          workflowIdReusePolicy: WorkflowIdReusePolicy.ALLOW_DUPLICATE,
          staticSummary: `Deliberation of sub-problem ${input.sub_problem_index + 1}`,
          staticDetails: 'Cancelling it stops its meeting.',
          typedSearchAttributes: new TypedSearchAttributes(initialAttributes('deliberation', input, 'running')),
        });
      } catch (error) {
        if (!(error instanceof WorkflowExecutionAlreadyStartedError) || attempt === ORPHAN_ATTEMPTS) throw error;
        await getExternalWorkflowHandle(workflowId).cancel().catch(ignoreEnded);
        await sleep('500ms', { summary: 'An earlier deliberation ends' });
      }
    }
  }
}

const tell = (child: Deliberation, state: ControlState) => child.signal(controlChanged, state).catch(ignoreEnded);

/** A workflow that has ended needs no message. */
const ignoreEnded = () => undefined;
