import type { RecordActivities } from '../meeting/types.ts';
import type { ActivityDeps } from '../ports/deps.ts';
import { acceptAnswers } from './accept-answers.ts';
import { closeRun } from './close-run.ts';
import { collectContext } from './collect-context.ts';
import { closeFloor } from './floor.ts';
import { failSubProblem } from './fail-sub-problem.ts';
import { markStopping } from './mark-stopping.ts';
import { openQuestions } from './open-questions.ts';
import { openRound } from './open-round.ts';
import { openRun } from './open-run.ts';
import { raiseBudget } from './raise-budget.ts';
import { raiseInterjection } from './raise-interjection.ts';
import { recordBatches } from './record-batches.ts';
import { recordStop } from './record-stop.ts';
import { setConstraints } from './set-constraints.ts';
import { setControl } from './set-control.ts';
import { setLiveness } from './set-liveness.ts';
import { startSubProblem } from './start-sub-problem.ts';

/** The steps of a meeting that only touch Postgres. */
export const createRecordActivities = (deps: ActivityDeps): RecordActivities => ({
  openRun: (run) => openRun(deps, run),
  collectContext: (run) => collectContext(deps, run),
  openQuestions: (run) => openQuestions(deps, run),
  acceptAnswers: (run, batch) => acceptAnswers(deps, run, batch),
  recordBatches: (run, plan) => recordBatches(deps, run, plan),
  startSubProblem: (run, target) => startSubProblem(deps, run, target),
  openRound: (run, opening) => openRound(deps, run, opening),
  closeFloor: (run, target) => closeFloor(deps, run, target),
  raiseInterjection: (run, hand) => raiseInterjection(deps, run, hand),
  raiseBudget: (run, budget) => raiseBudget(deps, run, budget),
  setConstraints: (run, change) => setConstraints(deps, run, change),
  recordStop: (run, decision) => recordStop(deps, run, decision),
  failSubProblem: (run, failure) => failSubProblem(deps, run, failure),
  setControl: (run, control) => setControl(deps, run, control),
  markStopping: (run, stop) => markStopping(deps, run, stop),
  setLiveness: (run, state) => setLiveness(deps, run, state),
  closeRun: (run, outcome) => closeRun(deps, run, outcome),
});
