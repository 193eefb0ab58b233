import { createPrisma, type Db } from '@bo1/prisma/client';
import { seed } from '@bo1/prisma/seed';
import { countedDatabase, type CountedDatabase } from '@bo1/prisma/wire-count';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startRig, type ActivityRig } from '../testing/rig.ts';
import { holdMeeting } from './testing/hold-meeting.ts';

/** Statements that one step may send, its transactions' begin and commit included: each costs both sides a system call. */
const MOST = { contribute: 12, judge: 13, summariseRound: 10, facilitate: 11, vote: 12 };

let rig: ActivityRig;
let counted: CountedDatabase;
let db: Db;
beforeAll(async () => {
  rig = await startRig();
  await seed(rig.db, {});
  counted = await countedDatabase(rig.settings['DATABASE_URL']!);
  db = createPrisma(counted.url, { poolSize: 1 });
});
afterAll(async () => {
  await db.$disconnect();
  await counted.close();
  await rig.stop();
});

it('keeps to its number of statements in every step that a meeting repeats', async () => {
  const run = await rig.meeting({ insistOnBoard: true, tier: 'free' });
  await holdMeeting(rig, run, 2);
  rig.deps.db = db;
  const [first] = await db.sessionExpert.findMany({ where: { sessionId: run.session_id } });
  const expert_code = first!.expertCode;
  const round = { sub_problem_index: 0, round: 2 };
  const opening = { ...round, max_rounds: 2, phase: 'converge' as const, experts: [expert_code] };
  const signals = { agreement: 0.5, conflict: 0.2, novelty: 0.2, aspects: {} } as never;
  const { activities } = rig;
  const steps = {
    contribute: () => activities.contribute(run, { ...opening, expert_code }),
    judge: () => activities.judge(run, { ...round, next: { ...opening, round: 3, max_rounds: 3 } }),
    summariseRound: () => activities.summariseRound(run, round),
    facilitate: () =>
      activities.facilitate(run, { ...round, max_rounds: 4, signals, missing_aspects: [], allowed: ['continue'] }),
    vote: () => activities.vote(run, { sub_problem_index: 0, expert_code, rounds: 2 }),
  };
  const sent: Record<string, number> = {};
  for (const [name, step] of Object.entries(steps)) {
    await forget(run.session_id);
    counted.reset();
    await rig.run<unknown>(step);
    sent[name] = counted.roundTrips();
  }
  console.log(
    `» statements a step: ${Object.entries(sent)
      .map(([name, count]) => `${name} ${count}`)
      .join(', ')}`,
  );
  for (const [name, most] of Object.entries(MOST)) expect(sent[name], name).toBeLessThanOrEqual(most);
});

/** As if nothing had been answered: each step makes its call. */
async function forget(sessionId: string): Promise<void> {
  await rig.db.llmAnswer.deleteMany({ where: { sessionId } });
  const type = {
    in: ['contribution_started', 'contribution', 'recommendation', 'round_judged', 'facilitator_decision'],
  };
  await rig.db.sessionEvent.deleteMany({ where: { sessionId, type } });
  await rig.db.contribution.deleteMany({ where: { sessionId, round: 2 } });
  await rig.db.recommendation.deleteMany({ where: { sessionId } });
}
