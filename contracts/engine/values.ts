/** Names that workflows, their clients and their workers agree on. Imports nothing, so that workflows may use it. */

/** Task queues: workflows with their short database steps, model calls, files and upkeep. */
export const QUEUES = { orchestration: 'orchestration', llm: 'llm', data: 'data' } as const;
export type Queue = keyof typeof QUEUES;

/** Search attributes of every workflow; registered by the stack at start, elsewhere by `temporal/register.ts`. */
export const SEARCH_ATTRIBUTES = {
  /** meeting | deliberation | reconcile */
  Bo1Kind: 'KEYWORD',
  /** A session status. */
  Bo1Status: 'KEYWORD',
  Bo1UserId: 'KEYWORD',
  Bo1Tier: 'KEYWORD',
  /** Of a deliberation: the round it is in. */
  Bo1Round: 'INT',
} as const;
export type SearchAttributeName = keyof typeof SEARCH_ATTRIBUTES;

/** Priority of a meeting's tasks by tier: 1 goes first, 5 last. Within a priority, users take turns. */
export const PRIORITY_BY_TIER = { enterprise: 1, pro: 2, starter: 3, free: 4 } as const;

/** Id of the workflow that deliberates one sub-problem. */
export const deliberationId = (sessionId: string, subProblemIndex: number, attempt: number) =>
  `${sessionId}/sp${subProblemIndex}/${attempt}`;
