import type { ActivityDeps } from '../ports/deps.ts';
import { answerDirectly } from './answer-directly.ts';
import { answerInterjections } from './answer-interjections.ts';
import { clarify } from './clarify.ts';
import { contribute } from './contribute.ts';
import { decompose } from './decompose.ts';
import { facilitate } from './facilitate.ts';
import { judge } from './judge.ts';
import { planActions } from './plan-actions.ts';
import { research } from './research/research.ts';
import { route } from './route.ts';
import { selectExperts } from './select-experts.ts';
import { summariseRound } from './summarise-round.ts';
import { synthesise } from './synthesise.ts';
import { synthesiseMeeting } from './synthesise-meeting.ts';
import type { LlmActivities } from './types.ts';
import { vote } from './vote.ts';

/** The steps of a meeting that call a model. */
export const createLlmActivities = (deps: ActivityDeps): LlmActivities => ({
  route: (run) => route(deps, run),
  answerDirectly: (run) => answerDirectly(deps, run),
  clarify: (run) => clarify(deps, run),
  decompose: (run) => decompose(deps, run),
  selectExperts: (run, target) => selectExperts(deps, run, target),
  contribute: (run, turn) => contribute(deps, run, turn),
  judge: (run, round) => judge(deps, run, round),
  summariseRound: (run, round) => summariseRound(deps, run, round),
  facilitate: (run, turn) => facilitate(deps, run, turn),
  answerInterjections: (run, hands) => answerInterjections(deps, run, hands),
  research: (run, ref) => research(deps, run, ref),
  vote: (run, ballot) => vote(deps, run, ballot),
  synthesise: (run, target) => synthesise(deps, run, target),
  synthesiseMeeting: (run, scope) => synthesiseMeeting(deps, run, scope),
  planActions: (run, target) => planActions(deps, run, target),
});
