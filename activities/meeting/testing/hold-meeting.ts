import { randomUUID } from 'node:crypto';
import { PHASES, type StopRule } from '@bo1/contracts/meeting/values';
import type { ActivityRig } from '../../testing/rig.ts';
import type { ExpertTurn, RunRef } from '../types.ts';

/** What the steps of a meeting returned, in the order of the workflow; the same when all is run again. */
export interface Held {
  route: string;
  questions: string[];
  boards: { experts: string[]; contributions: string[]; signals: object[]; actions: number }[];
}

/**
 * Holds a whole meeting by calling its steps in the workflow's order, each as an activity; no rule ends the rounds but their
 * number. Answers what the board asks.
 */
export async function holdMeeting(rig: ActivityRig, run: RunRef, rounds: number): Promise<Held> {
  const { activities } = rig;
  const step = <T>(work: () => Promise<T>): Promise<T> => rig.run(work);
  await step(() => activities.openRun(run));
  const { route } = await step(() => activities.route(run));
  if (route === 'single') {
    await step(() => activities.answerDirectly(run));
    return { route, questions: [], boards: [] };
  }
  await step(() => activities.collectContext(run));
  const { question_ids } = await step(() => activities.clarify(run));
  await answerAll(rig, run, question_ids);
  const { sub_problems } = await step(() => activities.decompose(run));
  const execution_batches = sub_problems.map(({ index }) => [index]);
  await step(() => activities.recordBatches(run, { execution_batches, fell_back_to_sequence: false }));
  const boards: Held['boards'] = [];
  for (const { index } of sub_problems) boards.push(await deliberate(rig, run, index, rounds));
  const sub_problem_indexes = sub_problems.map(({ index }) => index);
  await step(() => activities.synthesiseMeeting(run, { sub_problem_indexes }));
  for (const { index } of sub_problems) {
    const planned = await step(() => activities.planActions(run, { sub_problem_index: index }));
    boards[index]!.actions = planned.action_count;
  }
  return { route, questions: question_ids, boards };
}

async function answerAll({ db, activities, run: inActivity }: ActivityRig, run: RunRef, ids: string[]): Promise<void> {
  if (ids.length === 0) return;
  const id = randomUUID();
  const answers = ids.map((question_id) => ({ question_id, answer: `We have 40,000 euros for ${question_id}.` }));
  await db.answerBatch.create({ data: { id, sessionId: run.session_id, answers } });
  await inActivity(() => activities.acceptAnswers(run, { batch_id: id }));
}

async function deliberate(rig: ActivityRig, run: RunRef, index: number, max_rounds: number) {
  const { activities } = rig;
  const step = <T>(work: () => Promise<T>): Promise<T> => rig.run(work);
  await step(() => activities.startSubProblem(run, { sub_problem_index: index }));
  const { experts } = await step(() => activities.selectExperts(run, { sub_problem_index: index, count: 4 }));
  const contributions: string[] = [];
  const signals: object[] = [];
  for (let round = 1; round <= max_rounds; round += 1) {
    const phase = PHASES[Math.min(2, Math.floor(((round - 1) * 3) / max_rounds))]!;
    const ref = { sub_problem_index: index, round };
    const opening = { ...ref, max_rounds, phase, experts };
    const { opened } = await step(() => activities.openRound(run, opening));
    if (!opened) throw new Error(`The budget did not open round ${round}.`);
    const turns = experts.map((expert_code): ExpertTurn => ({ ...opening, expert_code }));
    const said = await Promise.all(turns.map((turn) => step(() => activities.contribute(run, turn))));
    contributions.push(...said.map((one) => one.contribution_id));
    const [judged] = await Promise.all([
      step(() => activities.judge(run, ref)),
      step(() => activities.summariseRound(run, ref)),
    ]);
    signals.push(judged);
    if (round === max_rounds) break;
    const turn = { ...ref, max_rounds, signals: judged, missing_aspects: [], allowed: ['continue' as const] };
    await step(() => activities.facilitate(run, turn));
  }
  const stop_rule: StopRule = 'max_rounds';
  await step(() => activities.recordStop(run, { sub_problem_index: index, round: max_rounds, rule: stop_rule }));
  const ballots = experts.map((expert_code) => ({ sub_problem_index: index, expert_code, rounds: max_rounds }));
  await Promise.all(ballots.map((ballot) => step(() => activities.vote(run, ballot))));
  await step(() => activities.synthesise(run, { sub_problem_index: index, rounds: max_rounds, stop_rule }));
  return { experts, contributions, signals, actions: 0 };
}
