import type { DegradedReason } from '@bo1/contracts/events/values';
import type { Tx } from '@bo1/prisma/client';
import type { NewEvent } from '@bo1/prisma/events';
import { factKey } from '../meeting/keys.ts';
import type { RunRef } from '../meeting/types.ts';

/**
 * The event that tells of a change: `degraded` once, when the meeting begins to go without something, and `recovered` once, when
 * it has it again; nothing while all stays as it is, in later attempts too: readers keep what was told. Under the session's
 * lock, so that parallel steps tell it once.
 * @param state the message for people where it is missing now, null where it is there
 */
export async function noticeOf(
  tx: Tx,
  run: RunRef,
  reason: DegradedReason,
  state: { message: string } | null,
): Promise<NewEvent[]> {
  const told = await tx.sessionEvent.findMany({
    where: {
      sessionId: run.session_id,
      type: { in: ['degraded', 'recovered'] },
      data: { path: ['reason'], equals: reason },
    },
    orderBy: { sequence: 'asc' },
    select: { type: true },
  });
  const isTold = told.at(-1)?.type === 'degraded';
  if (isTold === (state !== null)) return [];
  const dedupeKey = factKey(run, `${reason}/${told.length + 1}`);
  return state === null
    ? [{ type: 'recovered', data: { reason }, dedupeKey }]
    : [{ type: 'degraded', data: { reason, message: state.message }, dedupeKey }];
}
