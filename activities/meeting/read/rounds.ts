import { ASPECT_DEPTHS, ASPECTS, FACILITATOR_ACTIONS } from '@bo1/contracts/meeting/values';
import type { Db } from '@bo1/prisma/client';
import { z } from 'zod';
import type { Expert, FinishedRound, Guidance, Judgement } from '../material.ts';
import type { RunRef } from '../types.ts';

/** `rounds.signals` as `judge` writes it. */
const judgement = z.object({
  agreement: z.number(),
  conflict: z.number(),
  novelty: z.number().nullable(),
  aspects: z.record(z.enum(ASPECTS), z.enum(ASPECT_DEPTHS)),
  focus: z.string(),
  stances: z.record(z.string(), z.string()).default({}),
});

/** `rounds.decision` as `facilitate` writes it; a rule's decision has no guidance. */
const decision = z.object({
  action: z.enum(FACILITATOR_ACTIONS),
  guidance: z.string().default(''),
  intervention: z.string().nullable().default(null),
});

/** What a round's row says of its signals; null before it was judged. */
export const judgementOf = (signals: unknown): Judgement | null => judgement.safeParse(signals).data ?? null;

function guidanceOf(stored: unknown): Guidance | null {
  const found = decision.safeParse(stored).data;
  return found && (found.guidance !== '' || found.intervention !== null) ? found : null;
}

/**
 * The rounds 1 … `upTo` of a sub-problem, as they stand in their rows; contributions in the order in which their round
 * was opened to speak, whoever finished first.
 */
export async function readRounds(
  db: Db,
  run: RunRef,
  scope: { sub_problem_index: number; up_to: number; experts: readonly Expert[] },
): Promise<FinishedRound[]> {
  const where = { sessionId: run.session_id, subProblemIndex: scope.sub_problem_index, round: { lte: scope.up_to } };
  const [rounds, contributions] = await Promise.all([
    db.round.findMany({ where, orderBy: { round: 'asc' } }),
    db.contribution.findMany({ where, select: { round: true, expertCode: true, text: true } }),
  ]);
  const names = new Map(scope.experts.map((expert) => [expert.code, expert.name]));
  return rounds.map((row) => ({
    round: row.round,
    phase: row.phase,
    said: row.experts.flatMap((code) =>
      contributions
        .filter((one) => one.round === row.round && one.expertCode === code)
        .map(({ text }) => ({ expert_code: code, name: names.get(code) ?? code, text })),
    ),
    summary: row.summary,
    judgement: judgementOf(row.signals),
    guidance: guidanceOf(row.decision),
    interjections: [],
  }));
}
