import type { Problem } from '@bo1/contracts/errors/schema';
import type { OfferedExpertList } from '@bo1/contracts/experts/schema';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApi, type ApiRig } from '../testing/rig.ts';
import { PROBLEM_STATEMENT, type Visitor } from '../testing/visitor.ts';

let rig: ApiRig;
let person: Visitor;
let codes: string[];
beforeAll(async () => {
  rig = await startApi({ seed: true, env: { TEMPORAL_ADDRESS: '127.0.0.1:1' } });
  person = await rig.person({ tier: 'pro' });
  const { body } = await person.get<OfferedExpertList>('/api/v1/experts');
  codes = body.experts.map(({ code }) => code);
});
afterAll(() => rig?.stop());

const create = (wishes: object) =>
  person.post<Problem>('/api/v1/sessions', { problem_statement: PROBLEM_STATEMENT, ...wishes });

describe('whom a person wants on the board', () => {
  it('is kept with the meeting, in their order', async () => {
    const [a = '', b = '', c = ''] = codes;
    const id = await person.meeting({ pinned_experts: [c, a], excluded_experts: [b] });
    const row = await rig.db.session.findUniqueOrThrow({ where: { id } });
    expect(row).toMatchObject({ pinnedExperts: [c, a], excludedExperts: [b] });
    const plain = await rig.db.session.findUniqueOrThrow({ where: { id: await person.meeting() } });
    expect(plain).toMatchObject({ pinnedExperts: [], excludedExperts: [] });
  });

  it('is refused, with the place and a reason, where it makes no sense', async () => {
    const [a = '', b = ''] = codes;
    const retired = codes.at(-1)!;
    await rig.db.persona.update({ where: { code: retired }, data: { retired: true, byHand: true } });
    const wrong: [object, string, RegExp][] = [
      [{ pinned_experts: ['nobody'] }, 'pinned_experts.0', /no such expert/],
      [{ pinned_experts: [a, retired] }, 'pinned_experts.1', /retired/],
      [{ excluded_experts: ['nobody'] }, 'excluded_experts.0', /no such expert/],
      [{ pinned_experts: ['No Code'] }, 'pinned_experts.0', /small letters/],
      [{ pinned_experts: [a, a] }, 'pinned_experts', /twice/],
      [{ excluded_experts: [b, b] }, 'excluded_experts', /twice/],
      [{ pinned_experts: [a], excluded_experts: [b, a] }, 'excluded_experts', /pinned and excluded/],
      [{ pinned_experts: codes.slice(0, 6) }, 'pinned_experts', /at most 5 seats/],
      [{ excluded_experts: codes.slice(0, -5) }, 'excluded_experts', /at least 5 experts/],
    ];
    const before = await rig.db.session.count();
    for (const [wishes, path, message] of wrong) {
      const { status, body } = await create(wishes);
      expect([wishes, status, body.code, body.errors?.[0]?.path]).toEqual([wishes, 422, 'validation_failed', path]);
      expect(body.errors?.[0]?.message).toMatch(message);
    }
    expect(await rig.db.session.count()).toBe(before);
  });
});
