/** The steps of a meeting that call a model: what activities/index.ts registers. */
export { answerDirectly } from './answer-directly.ts';
export { clarify } from './clarify.ts';
export { contribute } from './contribute.ts';
export { decompose } from './decompose.ts';
export { facilitate } from './facilitate.ts';
export { judge } from './judge.ts';
export { planActions } from './plan-actions.ts';
export { route } from './route.ts';
export { selectExperts } from './select-experts.ts';
export { summariseRound } from './summarise-round.ts';
export { synthesise } from './synthesise.ts';
export { synthesiseMeeting } from './synthesise-meeting.ts';
export { vote } from './vote.ts';
