import { seed } from '@bo1/prisma/seed';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startRig, type ActivityRig } from '../testing/rig.ts';
import { ASKED_FOR } from './repair/selection.ts';
import type { RunRef } from './types.ts';

let rig: ActivityRig;
beforeAll(async () => {
  rig = await startRig();
  await seed(rig.db, {});
});
afterAll(() => rig.stop());

const ROUTINE = 'What is the usual VAT rate for books in Germany?';
async function board(run: RunRef, count: number): Promise<string[]> {
  await rig.run(() => rig.activities.openRun(run));
  await rig.run(() => rig.activities.decompose(run));
  await rig.run(() => rig.activities.startSubProblem(run, { sub_problem_index: 0 }));
  const { experts } = await rig.run(() => rig.activities.selectExperts(run, { sub_problem_index: 0, count }));
  return experts;
}
const promptOf = async (run: RunRef, callKey: string): Promise<string> => {
  const { requestId } = await rig.db.llmAttempt.findFirstOrThrow({ where: { sessionId: run.session_id, callKey } });
  return rig.simulator.state.recorded.get(requestId ?? '')?.prompt_text ?? '';
};

describe('whom a person wants on the board', () => {
  it('sits there beside others, and whom they do not want is not even offered to the model', async () => {
    const free = await board(await rig.meeting({ insistOnBoard: true }), 4);
    const unlikely = await rig.db.persona.findMany({ where: { code: { notIn: free } }, take: 2 });
    const pinnedExperts = unlikely.map(({ code }) => code);
    const excludedExperts = free.slice(0, 2);
    const run = await rig.meeting({ insistOnBoard: true, pinnedExperts, excludedExperts });
    const chosen = await board(run, 4);
    expect(new Set(chosen).size).toBe(4);
    expect(chosen).toEqual(expect.arrayContaining(pinnedExperts));
    expect(chosen.filter((code) => excludedExperts.includes(code))).toEqual([]);
    const prompt = await promptOf(run, 'sp0/select');
    expect(prompt).toContain(`wants these experts on the board: ${pinnedExperts.join(', ')}.`);
    for (const code of excludedExperts) expect(prompt).not.toContain(`code="${code}"`);
  });

  it('has the seats that there are, where they want more', async () => {
    const wanted = await rig.db.persona.findMany({ take: 5, orderBy: { name: 'asc' } });
    const pinnedExperts = wanted.map(({ code }) => code);
    const chosen = await board(await rig.meeting({ insistOnBoard: true, pinnedExperts }), 3);
    expect(chosen).toHaveLength(3);
    expect(pinnedExperts).toEqual(expect.arrayContaining(chosen));
  });

  it('stays wanted when they retire before the board is chosen; nobody else sees them', async () => {
    const { code } = await rig.db.persona.findFirstOrThrow({ orderBy: { code: 'desc' } });
    const run = await rig.meeting({ insistOnBoard: true, pinnedExperts: [code] });
    const other = await rig.meeting({ insistOnBoard: true });
    await rig.db.persona.update({ where: { code }, data: { retired: true } });
    expect(await board(run, 3)).toContain(code);
    await board(other, 3);
    expect(await promptOf(other, 'sp0/select')).not.toContain(`code="${code}"`);
    await rig.db.persona.update({ where: { code }, data: { retired: false } });
  });

  it('can be chosen still when all that were left have retired since', async () => {
    const all = (await rig.db.persona.findMany()).map(({ code }) => code);
    const excludedExperts = all.slice(0, -6);
    const run = await rig.meeting({ insistOnBoard: true, excludedExperts });
    const left = { code: { in: all.slice(-6) } };
    await rig.db.persona.updateMany({ where: left, data: { retired: true } });
    const chosen = await board(run, 5);
    await rig.db.persona.updateMany({ where: left, data: { retired: false } });
    expect(chosen).toHaveLength(5);
    expect(all.slice(-6)).toEqual(expect.arrayContaining(chosen));
  });

  it('answers a routine question alone', async () => {
    const { code } = await rig.db.persona.findFirstOrThrow({ orderBy: { code: 'asc' } });
    const run = await rig.meeting({ problemStatement: ROUTINE, pinnedExperts: [code] });
    await rig.run(() => rig.activities.openRun(run));
    await rig.run(() => rig.activities.answerDirectly(run));
    const seated = await rig.db.sessionExpert.findMany({ where: { sessionId: run.session_id } });
    expect(seated).toMatchObject([{ expertCode: code, reason: ASKED_FOR }]);
  });
});
