import { Prisma, type Tx } from './client.ts';
import type { Session } from './generated/client.ts';

/** The session's row, locked until the transaction ends. Every writer locks it first, the budget row after it. */
export type LockedSession = Session;

/** There is no such session. */
export class SessionMissing extends Error {
  override name = 'SessionMissing';
  readonly code = 'session_missing';
}

const columns = Prisma.raw(
  Object.entries({
    id: 'id',
    userId: 'user_id',
    problemStatement: 'problem_statement',
    status: 'status',
    step: 'step',
    tier: 'tier',
    attempt: 'attempt',
    lastSequence: 'last_sequence',
    closedAttempt: 'closed_attempt',
    stopRequestedAttempt: 'stop_requested_attempt',
    route: 'route',
    stopRule: 'stop_rule',
    skipClarification: 'skip_clarification',
    insistOnBoard: 'insist_on_board',
    simulated: 'simulated',
    flagged: 'flagged',
    contextSessionIds: 'context_session_ids',
    pinnedExperts: 'pinned_experts',
    excludedExperts: 'excluded_experts',
    pins: 'pins',
    correlationId: 'correlation_id',
    expertCount: 'expert_count',
    roundCount: 'round_count',
    contributionCount: 'contribution_count',
    actionCount: 'action_count',
    decision: 'decision',
    archiveJsonKey: 'archive_json_key',
    archiveMarkdownKey: 'archive_markdown_key',
    createdAt: 'created_at',
    startedAt: 'started_at',
    endedAt: 'ended_at',
    updatedAt: 'updated_at',
  } satisfies Record<keyof Session, string>)
    .map(([field, column]) => `${column} as "${field}"`)
    .join(', '),
);

/**
 * Locks the session's row and returns it. `no key update` excludes every other writer, and lets rows that refer to the
 * session be inserted meanwhile. Throws SessionMissing.
 */
export async function lockSession(tx: Tx, id: string): Promise<LockedSession> {
  const [row] = await tx.$queryRaw<LockedSession[]>`select ${columns} from sessions where id = ${id} for no key update`;
  if (row === undefined) throw new SessionMissing('There is no such session.');
  return row;
}
