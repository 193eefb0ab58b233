import { createHash } from 'node:crypto';
import { template as answerDirectly } from './answer-directly.ts';
import { template as answerInterjections } from './answer-interjections.ts';
import { template as clarify } from './clarify.ts';
import { template as contribute } from './contribute.ts';
import { template as decompose } from './decompose.ts';
import { template as facilitate } from './facilitate.ts';
import { template as judge } from './judge.ts';
import { template as planActions } from './plan-actions.ts';
import { template as route } from './route.ts';
import { template as selectExperts } from './select-experts.ts';
import { template as summariseRound } from './summarise-round.ts';
import { template as synthesise } from './synthesise.ts';
import { template as synthesiseMeeting } from './synthesise-meeting.ts';
import type { Template } from './template.ts';
import { template as vote } from './vote.ts';

export const TEMPLATES: readonly Template[] = [
  route,
  clarify,
  decompose,
  selectExperts,
  contribute,
  judge,
  summariseRound,
  facilitate,
  answerInterjections,
  vote,
  synthesise,
  synthesiseMeeting,
  planActions,
  answerDirectly,
];

/** One name for the versions of all templates together, e.g. `t-3f9a1c02`: pinned to a run when it is opened. */
export const TEMPLATES_VERSION = `t-${createHash('sha256')
  .update(TEMPLATES.map((one) => `${one.template}@${one.template_version}`).join(' '))
  .digest('hex')
  .slice(0, 8)}`;
