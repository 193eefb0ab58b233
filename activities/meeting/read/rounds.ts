import { ASPECT_DEPTHS, ASPECTS, FACILITATOR_ACTIONS } from '@bo1/contracts/meeting/values';
import { Prisma } from '@bo1/prisma/client';
import { z } from 'zod';
import type { Expert, FinishedRound, Guidance, Judgement, Research } from '../material.ts';

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

export interface RoundRow {
  round: number;
  phase: string;
  /** Codes in the order in which the round was opened to speak. */
  experts: string[];
  signals: unknown;
  decision: unknown;
  summary: string | null;
  /** Texts by expert code. */
  said: Record<string, string>;
  /** Null where nothing was looked up after the round, or nothing that is new to the board. */
  research: Research | null;
}

/** A column of a statement on `sessions s`: the rounds 1 … `upTo` of a sub-problem, as they stand in their rows. */
export const roundsPart = (subProblemIndex: number, upTo: number): Prisma.Sql => Prisma.sql`
  (select coalesce(json_agg(json_build_object('round', r.round, 'phase', r.phase, 'experts', r.experts,
      'signals', r.signals, 'decision', r.decision, 'summary', r.summary, 'said', (
        select coalesce(json_object_agg(c.expert_code, c.text), '{}') from contributions c
        where c.session_id = r.session_id and c.sub_problem_index = r.sub_problem_index and c.round = r.round),
      'research', (
        select json_build_object('query', i.query, 'sources', (
          select coalesce(json_agg(json_build_object('number', f.number, 'title', f.title, 'url', f.url,
            'snippet', f.snippet) order by f.number), '[]') from sources f
          where f.session_id = i.session_id and f.sub_problem_index = i.sub_problem_index and f.round = i.round))
        from inquiries i
        where i.session_id = r.session_id and i.sub_problem_index = r.sub_problem_index and i.round = r.round
          and i.found in ('sources', 'nothing')))
      order by r.round), '[]')
    from rounds r
    where r.session_id = s.id and r.sub_problem_index = ${subProblemIndex}::int and r.round <= ${upTo}::int) as rounds`;

/** Contributions stand in the order in which their round was opened to speak, whoever finished first. */
export function roundsOf(rows: readonly RoundRow[], board: readonly Expert[]): FinishedRound[] {
  const names = new Map(board.map((expert) => [expert.code, expert.name]));
  return rows.map(({ experts, said, signals, decision: decided, ...row }) => ({
    ...row,
    said: experts.flatMap((code) => {
      const text = said[code];
      return text === undefined ? [] : [{ expert_code: code, name: names.get(code) ?? code, text }];
    }),
    judgement: judgementOf(signals),
    guidance: guidanceOf(decided),
    interjections: [],
  }));
}
