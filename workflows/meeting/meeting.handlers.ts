import { FAILURES } from '@bo1/contracts/errors/values';
import { condition, CancellationScope, setHandler, TemporalFailure } from '@temporalio/workflow';
import { showDetails, showStatus } from '../shared/attributes.ts';
import { failureCode, typedFailure } from '../shared/failures.ts';
import { InOrder } from '../shared/in-order.ts';
import type { Liveness } from '../shared/liveness.ts';
import { record } from '../shared/proxies.ts';
import {
  meetingView,
  pause,
  pauseDisputed,
  questionsAsked,
  quietChanged,
  raiseBudget,
  raiseInterjection,
  resume,
  setConstraints,
  submitAnswers,
} from './meeting.messages.ts';
import type { MeetingState } from './meeting.state.ts';
import type { SubProblems } from './sub-problems.ts';

/**
 * The table of messages that a meeting takes. Handlers run one after the other, each as a whole. Gives what announces that
 * the meeting has become quiet, or lively again.
 */
export function listen(
  state: MeetingState,
  subProblems: SubProblems,
  liveness: Liveness,
): (quiet: boolean) => Promise<void> {
  const inOrder = new InOrder();
  let quietSpells = 0;
  let quietNow = false;

  async function answer(batch_id: string, question_ids: string[]) {
    const unheard = question_ids.some((id) => !state.openQuestions.includes(id));
    // A board that sits may have asked before its message has come.
    if (unheard && subProblems.active) state.asked((await typed(() => record.openQuestions(state.run))).question_ids);
    state.assertAnswerable(question_ids);
    const { remaining_question_ids } = await typed(() => record.acceptAnswers(state.run, { batch_id }));
    const settled = state.settled(question_ids, remaining_question_ids);
    liveness.touch();
    showStatus(state.status);
    showDetails(state);
    await subProblems.announceSettled(settled);
    return { status: state.status, remaining_question_ids };
  }

  /** The ledger first, then this workflow, then its children: none of them starts a step that the ledger would refuse. */
  async function setPaused(paused: boolean) {
    state.assertOpen();
    if (state.control.paused !== paused) {
      state.control.apply({ version: await setLedger(paused), paused });
      liveness.touch();
      showStatus(state.status);
      showDetails(state);
      await subProblems.announceControl();
    }
    return { status: state.status };
  }

  async function setLedger(paused: boolean): Promise<number> {
    let version = state.control.version + 1;
    for (;;) {
      const ledger = await typed(() => record.setControl(state.run, { version, paused }));
      if (ledger.version <= version) return version;
      // An earlier run, from before a reset, went further.
      version = ledger.version + 1;
    }
  }

  async function announceQuiet(quiet: boolean) {
    if (quiet === quietNow || state.closing) return;
    quietNow = quiet;
    if (quiet) quietSpells += 1;
    await CancellationScope.nonCancellable(() => record.setLiveness(state.run, { quiet, number: quietSpells }));
  }

  async function onAnswers({ batch_id, question_ids }: { batch_id: string; question_ids: string[] }) {
    // The questions may be shown before the workflow has heard that they were asked.
    await condition(() => !state.asking || state.closing);
    return inOrder.run(() => answer(batch_id, question_ids));
  }

  async function onPaused(paused: boolean) {
    await condition(() => state.opened || state.closing);
    return inOrder.run(() => setPaused(paused));
  }

  /** What the person says to the board: taken while a board sits, also while it is paused or waits for answers. */
  async function onFloor<T>(step: () => Promise<T>) {
    await condition(() => state.board !== null || state.closing);
    return inOrder.run(async () => {
      state.assertFloorOpen();
      const result = await typed(step);
      liveness.touch();
      return { status: state.status, ...result };
    });
  }

  async function onBudget(budget: { limit_micros: number }) {
    await condition(() => state.opened || state.closing);
    return inOrder.run(async () => {
      state.assertOpen();
      return typed(() => record.raiseBudget(state.run, budget));
    });
  }

  setHandler(submitAnswers, onAnswers, {
    validator: ({ question_ids }) =>
      state.asking || subProblems.active ? state.assertOpen() : state.assertAnswerable(question_ids),
    description: 'Answers to open questions, stored as a pending batch.',
  });
  setHandler(raiseInterjection, (hand) => onFloor(() => record.raiseInterjection(state.run, hand)), {
    validator: (_hand) => state.assertFloorOpen(),
    description: 'A raised hand, stored as a pending row; answered after the round.',
  });
  setHandler(setConstraints, (change) => onFloor(() => record.setConstraints(state.run, change).then(() => ({}))), {
    validator: (_change) => state.assertFloorOpen(),
    description: 'A new list of constraints, stored as a pending row; in force from the next round.',
  });
  setHandler(raiseBudget, onBudget, {
    validator: (_budget) => state.assertOpen(),
    description: 'A higher limit of what the meeting may cost.',
  });
  setHandler(pause, (_request) => onPaused(true), {
    validator: (_request) => state.assertOpen(),
    description: 'Stop starting steps; those in flight finish.',
  });
  setHandler(resume, (_request) => onPaused(false), {
    validator: (_request) => state.assertOpen(),
    description: 'Start steps again.',
  });
  setHandler(meetingView, () => state.view, { description: 'Where the meeting is.' });
  setHandler(pauseDisputed, ({ version }) => state.control.adoptPause(version));
  setHandler(questionsAsked, ({ question_ids }) => {
    state.asked(question_ids);
    showStatus(state.status);
    showDetails(state);
  });
  setHandler(quietChanged, ({ sub_problem_index, quiet }) => {
    subProblems.setQuiet(sub_problem_index, quiet);
    return inOrder.run(() => announceQuiet(subProblems.quiet));
  });
  return announceQuiet;
}

/** Runs a step to its end, also while the meeting is being stopped, and fails with the step's own type. */
async function typed<T>(step: () => Promise<T>): Promise<T> {
  try {
    return await CancellationScope.nonCancellable(step);
  } catch (error) {
    if (!(error instanceof TemporalFailure)) throw error;
    const code = failureCode(error);
    throw typedFailure(code === FAILURES.attempt_closed ? FAILURES.session_ended : code);
  }
}
