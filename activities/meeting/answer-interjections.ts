import type { Tx } from '@bo1/prisma/client';
import type { NewEvent } from '@bo1/prisma/events';
import { callTool } from '../llm/call.ts';
import type { Commit } from '../llm/step.ts';
import type { ActivityDeps } from '../ports/deps.ts';
import { callOf } from './calls.ts';
import { flagsIn } from './flags.ts';
import { factKey, roundKey } from './keys.ts';
import type { Interjection } from './material.ts';
import { answerInterjectionsPrompt } from './prompts/answer-interjections.ts';
import { readDeliberation } from './read/deliberation.ts';
import { missing } from './read/missing.ts';
import { repairReplies } from './repair/replies.ts';
import { repliesTool, type InterjectionReply } from './tools/interjection-replies.ts';
import type { RoundRef, RunRef } from './types.ts';

type Hands = RoundRef & { numbers: number[] };
type Hand = Interjection & { id: string };

/** LlmActivities.answerInterjections. Paid for by the next round's reservation, where there is one. */
export async function answerInterjections(deps: ActivityDeps, run: RunRef, hands: Hands): Promise<void> {
  const { sub_problem_index, round, numbers } = hands;
  const [deliberation, raised] = await Promise.all([
    readDeliberation(deps.db, run, { sub_problem_index, up_to: round, moment: { round } }),
    readHands(deps, run, numbers),
  ]);
  const codes = deliberation.experts.map(({ code }) => code);
  return callTool(deps, {
    ...callOf(
      run,
      'interjections',
      `${roundKey(hands)}/interjections/${numbers[0]}`,
      roundKey({ sub_problem_index, round: round + 1 }),
    ),
    prompt: answerInterjectionsPrompt({ deliberation, hands: raised }),
    tool: repliesTool(numbers, codes),
    commit: (tx, _session, { content }) =>
      reply(tx, run, hands, new Map(raised.map((hand) => [hand, repairReplies(content, hand.number, codes)]))),
  });
}

async function readHands({ db }: ActivityDeps, run: RunRef, numbers: number[]): Promise<Hand[]> {
  const where = { sessionId: run.session_id, number: { in: numbers } };
  const rows = await db.interjection.findMany({ where, orderBy: { number: 'asc' } });
  if (rows.length !== numbers.length) throw missing('interjection');
  return rows.map(({ id, number, text }) => ({ id, number: number ?? 0, text, flagged: flagsIn(text), replies: [] }));
}

async function reply(
  tx: Tx,
  run: RunRef,
  { sub_problem_index, round }: RoundRef,
  replies: ReadonlyMap<Hand, InterjectionReply[]>,
): Promise<Commit<void>> {
  const said = [...replies].flatMap(([hand, given]) => given.map((one, position) => ({ hand, position, ...one })));
  await tx.interjectionReply.createMany({
    data: said.map(({ hand, position, expert, text }) => ({
      interjectionId: hand.id,
      subProblemIndex: sub_problem_index,
      round,
      position,
      expertCode: expert,
      text,
    })),
    skipDuplicates: true,
  });
  const events = said.map(({ hand, position, expert, text }): NewEvent => {
    const fact = `${roundKey({ sub_problem_index, round })}/interjection/${hand.number}/${position}`;
    const data = { sub_problem_index, round, number: hand.number, expert_code: expert, text };
    return { type: 'interjection_answered', data, dedupeKey: factKey(run, fact) };
  });
  return { result: undefined, events };
}
