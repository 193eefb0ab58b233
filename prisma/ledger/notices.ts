import { type CostNotices, toDecimal } from '@bo1/contracts/money/values';
import type { Prisma, Tx } from '../client.ts';

/** What admins are told about money: in a feed of their own, never in a session's log. */
export const NOTICE_TYPES = ['budget_warning', 'cost_anomaly_call', 'cost_anomaly_meeting'] as const;
export type NoticeType = (typeof NOTICE_TYPES)[number];

/** Money of a budget after attempts were closed, in micro-dollars. */
export interface Totals extends CostNotices {
  sessionId: string;
  spent: number;
  limit: number;
  warned: boolean;
}

/** An attempt that was closed, and what it cost, in micro-dollars. */
export interface ClosedAttempt {
  callKey: string;
  number: number;
  cost: number;
}

/** Writes the notices that these totals and attempts call for, each once. Belongs to the transaction that spent. */
export async function notifyAdmins(tx: Tx, totals: Totals, closed: ClosedAttempt[]): Promise<void> {
  const { sessionId, spent, limit, budget_share, call_micros, meeting_micros } = totals;
  const data = { spent: toDecimal(spent), limit: toDecimal(limit) };
  const notices: Prisma.AdminNoticeCreateManyInput[] = closed
    .filter(({ cost }) => cost > call_micros)
    .map(({ callKey, number, cost }) => ({
      sessionId,
      type: 'cost_anomaly_call' satisfies NoticeType,
      dedupeKey: `call/${callKey}/${number}`,
      data: { call_key: callKey, number, cost: toDecimal(cost) },
    }));
  if (spent > meeting_micros) {
    const above = { ...data, above: toDecimal(meeting_micros) };
    notices.push({ sessionId, type: 'cost_anomaly_meeting' satisfies NoticeType, dedupeKey: 'meeting', data: above });
  }
  if (spent >= limit * budget_share && !totals.warned) {
    notices.push({ sessionId, type: 'budget_warning' satisfies NoticeType, dedupeKey: `budget/${limit}`, data });
    await tx.$executeRaw`update budgets set warned = true where session_id = ${sessionId}`;
  }
  if (notices.length > 0) await tx.adminNotice.createMany({ data: notices, skipDuplicates: true });
}
