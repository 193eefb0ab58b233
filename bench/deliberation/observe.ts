import { decisionRecord } from '@bo1/contracts/meeting/schema';
import type { StopRule } from '@bo1/contracts/meeting/values';
import type { Db } from '@bo1/prisma/client';
import { z } from 'zod';

const signals = z.object({ agreement: z.number(), conflict: z.number(), novelty: z.number().nullable() });
export type Signals = z.infer<typeof signals>;

/** Input as the vendor billed it, by what it cost. */
export interface Input {
  plain: number;
  written: number;
  read: number;
}

export interface Call {
  key: string;
  state: string;
  input: Input;
  output: number;
  micros: number;
}

/** What the tables say of a meeting that has ended. */
export interface Observation {
  tag: string;
  sessionId: string;
  status: string;
  stopRule: StopRule | null;
  /** Experts in the order of their seats. */
  experts: string[];
  rounds: { round: number; opened: string[]; spoke: string[]; signals: Signals | null }[];
  /** Rounds after which the impasse was acknowledged. */
  impasses: number[];
  /** The meeting's record, as JSON text; empty where there is none. */
  record: string;
  chosen: string;
  dissent: string[];
  votes: { expert: string; text: string }[];
  calls: Call[];
  limitMicros: number;
}

export async function observe(db: Db, tag: string, sessionId: string): Promise<Observation> {
  const where = { sessionId };
  const [session, subProblem, experts, rounds, said, records, votes, attempts, budget, impasses] = await Promise.all([
    db.session.findUniqueOrThrow({ where: { id: sessionId } }),
    db.subProblem.findFirst({ where }),
    db.sessionExpert.findMany({ where, orderBy: { position: 'asc' } }),
    db.round.findMany({ where, orderBy: { round: 'asc' } }),
    db.contribution.findMany({ where, select: { round: true, expertCode: true } }),
    db.decisionRecord.findMany({ where, orderBy: { scope: 'asc' } }),
    db.recommendation.findMany({ where }),
    db.llmAttempt.findMany({ where, orderBy: { createdAt: 'asc' } }),
    db.budget.findUnique({ where: { sessionId } }),
    db.sessionEvent.findMany({ where: { ...where, type: 'impasse_acknowledged' } }),
  ]);
  const record = records[0] === undefined ? null : decisionRecord.parse(records[0].content);
  return {
    tag,
    sessionId,
    status: session.status,
    stopRule: (subProblem?.stopRule ?? null) as StopRule | null,
    experts: experts.map((expert) => expert.expertCode),
    rounds: rounds.map((row) => ({
      round: row.round,
      opened: row.experts,
      spoke: said.filter((one) => one.round === row.round).map((one) => one.expertCode),
      signals: signals.safeParse(row.signals).data ?? null,
    })),
    impasses: impasses.map((event) => z.object({ round: z.number() }).parse(event.data).round),
    record: JSON.stringify(record ?? ''),
    chosen: record?.chosen_option ?? '',
    dissent: record?.dissent.map((one) => one.expert_code) ?? [],
    votes: votes.map((vote) => ({ expert: vote.expertCode, text: JSON.stringify(vote.content) })),
    calls: attempts.map((row) => ({
      key: row.callKey,
      state: row.state,
      input: { plain: row.inputTokens, written: row.cacheWriteTokens, read: row.cacheReadTokens },
      output: row.outputTokens,
      micros: Number(row.costMicros),
    })),
    limitMicros: Number(budget?.limitMicros ?? 0),
  };
}

export const inputOf = ({ input }: Call): number => input.plain + input.written + input.read;
export const totalOf = (calls: readonly Call[]): number =>
  calls.reduce((sum, call) => sum + inputOf(call) + call.output, 0);
