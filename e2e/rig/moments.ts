import { Client, Connection } from '@temporalio/client';
import { openCalls } from './meeting.ts';
import type { ProductStack } from './stack.ts';

/** Meetings wait for their person, and no call is open for one of them. */
export const ANSWERS = 'the wait for answers';
/** A meeting has ended and is copied to the archive. */
export const ARCHIVE = 'the archive';

/**
 * Whether one of the meetings is at this moment now. A moment is the end of a call's name while such a call is open, e.g.
 * `/judge`, or one of the two in which no model is called.
 */
export async function isAt(moment: string, stack: ProductStack, ids: string[]): Promise<boolean> {
  if (moment === ARCHIVE) return isArchiving(stack, ids);
  const db = await stack.db();
  const calls = await openCalls(db, ids);
  if (moment !== ANSWERS) return calls.some((call) => call.endsWith(moment));
  const waiting = `select id from sessions where id = any($1) and status = 'waiting_for_answers'`;
  const { rows } = await db.query(waiting, [ids]);
  return rows.some(({ id }) => !calls.some((call) => call.startsWith(id)));
}

/** Whether a worker copies one of the meetings to the archive right now. */
async function isArchiving(stack: ProductStack, ids: string[]): Promise<boolean> {
  const connection = await Connection.connect({ address: stack.read().temporal.address });
  try {
    const client = new Client({ connection });
    const found = await Promise.all(
      ids.map(async (id) => {
        const { raw } = await client.workflow.getHandle(id).describe();
        // 2 is "started": a worker has it in hand.
        return raw.pendingActivities?.some(
          ({ activityType, state }) => activityType?.name === 'archive' && state === 2,
        );
      }),
    );
    return found.includes(true);
  } finally {
    await connection.close();
  }
}

/** Whether each of the meetings has its copy in the archive. */
export async function areArchived(stack: ProductStack, ids: string[]): Promise<boolean> {
  const db = await stack.db();
  const copied = 'select count(*)::int as n from sessions where id = any($1) and archive_json_key is not null';
  return (await db.query(copied, [ids])).rows[0].n === ids.length;
}
