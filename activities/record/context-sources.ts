import { businessProfile } from '@bo1/contracts/context/schema';
import { decisionRecord } from '@bo1/contracts/meeting/schema';
import type { Session } from '@bo1/prisma/generated/client';
import { WHOLE_MEETING } from '@bo1/prisma/session-views';
import type { PinnedContext } from '../llm/pins.ts';
import type { RunRef } from '../meeting/types.ts';
import type { ActivityDeps } from '../ports/deps.ts';

/** Kept answers of earlier meetings that a board gets to know, the latest first. */
const MOST_ANSWERS = 12;
const LONGEST_LABEL = 80;

type Source = (deps: ActivityDeps, session: Session) => Promise<PinnedContext[]>;

/** All sources; `complete` is false where one could not be read. */
export async function readContext(
  deps: ActivityDeps,
  run: RunRef,
): Promise<{ items: PinnedContext[]; complete: boolean }> {
  const session = await deps.db.session.findUniqueOrThrow({ where: { id: run.session_id } });
  const read = await Promise.allSettled([profile, keptAnswers, earlierMeetings].map((source) => source(deps, session)));
  const complete = read.every((one) => one.status === 'fulfilled');
  if (!complete) deps.log.warn({ session_id: run.session_id }, 'A source of context could not be read');
  return { items: read.flatMap((one) => (one.status === 'fulfilled' ? one.value : [])), complete };
}

const profile: Source = async ({ db }, { userId }) => {
  const row = await db.businessProfile.findUnique({ where: { userId } });
  if (row === null) return [];
  const fields = Object.entries(businessProfile.partial().parse(row.fields)).filter(([, text]) => text);
  if (fields.length === 0) return [];
  const text = fields.map(([name, value]) => `${name}: ${value}`).join('\n');
  return [{ kind: 'business_profile', label: 'Business profile', ref: null, text }];
};

const keptAnswers: Source = async ({ db }, { id, userId }) => {
  const rows = await db.keptAnswer.findMany({
    // This meeting's own answers stand in its prompts as answers.
    where: { userId, OR: [{ sessionId: null }, { sessionId: { not: id } }] },
    orderBy: [{ updatedAt: 'desc' }, { id: 'asc' }],
    take: MOST_ANSWERS,
  });
  return rows.map((row) => ({
    kind: 'kept_answer',
    label: labelOf(row.question),
    ref: row.id,
    text: `${row.question}\n${row.answer}`,
  }));
};

/** Chosen meetings of the same person that came to a decision, with their actions. */
const earlierMeetings: Source = async ({ db }, { userId, contextSessionIds }) => {
  const meetings = await db.session.findMany({
    where: { id: { in: contextSessionIds }, userId },
    orderBy: { createdAt: 'asc' },
    include: {
      records: { where: { scope: WHOLE_MEETING } },
      actions: { orderBy: [{ subProblemIndex: 'asc' }, { position: 'asc' }] },
    },
  });
  return meetings.flatMap(({ id, records, actions }) => {
    const [row] = records;
    if (row === undefined) return [];
    const record = decisionRecord.parse(row.content);
    const label = labelOf(record.question);
    const lines = [
      `Question: ${record.question}`,
      `Decision: ${record.decision}`,
      ...record.conditions.map((condition) => `Condition: ${condition}`),
      ...record.reopen_if.map((trigger) => `To be reopened if: ${trigger}`),
    ];
    const planned = actions.map((action) => `${action.title} (${action.status}, due ${dayOf(action.dueDate)})`);
    const meeting = { kind: 'earlier_meeting', label, ref: id, text: lines.join('\n') };
    return planned.length === 0 ? [meeting] : [meeting, { kind: 'action', label, ref: id, text: planned.join('\n') }];
  });
};

const dayOf = (date: Date): string => date.toISOString().slice(0, 10);

const labelOf = (text: string): string =>
  text.length <= LONGEST_LABEL
    ? text
    : `${text
        .slice(0, LONGEST_LABEL - 1)
        .toWellFormed()
        .trimEnd()}…`;
