import { PRIORITY_BY_TIER, SEARCH_ATTRIBUTES, type SearchAttributeName } from '@bo1/contracts/engine/values';
import type { SessionStatus, Tier } from '@bo1/contracts/meeting/values';
import {
  defineSearchAttributeKey,
  type Priority,
  SearchAttributeType,
  type SearchAttributePair,
} from '@temporalio/common';
import { setCurrentDetails, upsertSearchAttributes } from '@temporalio/workflow';
import { detailsOf } from './summaries.ts';

const keyword = (name: SearchAttributeName) => defineSearchAttributeKey(name, SearchAttributeType.KEYWORD);

const kind = keyword('Bo1Kind');
const status = keyword('Bo1Status');
const userId = keyword('Bo1UserId');
const tier = keyword('Bo1Tier');
const round = defineSearchAttributeKey('Bo1Round' satisfies SearchAttributeName, SEARCH_ATTRIBUTES.Bo1Round);

/** Whom a workflow works for. */
export interface Owner {
  user_id: string;
  tier: Tier;
}

/** What a workflow is found by when it starts. */
export const initialAttributes = (
  workflowKind: 'meeting' | 'deliberation',
  owner: Owner,
  initialStatus: SessionStatus,
): SearchAttributePair[] => [
  { key: kind, value: workflowKind },
  { key: status, value: initialStatus },
  { key: userId, value: owner.user_id },
  { key: tier, value: owner.tier },
];

/** A paying user's meeting is not stuck behind others; within a tier, users take turns. */
export const priorityOf = (owner: Owner): Priority => ({
  priorityKey: PRIORITY_BY_TIER[owner.tier],
  fairnessKey: owner.user_id.slice(0, 64),
});

export const showStatus = (value: SessionStatus) => upsertSearchAttributes([{ key: status, value }]);
export const showRound = (value: number) => upsertSearchAttributes([{ key: round, value }]);

/** What the engine's UI says of a meeting beside its status. */
export const showDetails = (meeting: Parameters<typeof detailsOf>[0]) => setCurrentDetails(detailsOf(meeting));
