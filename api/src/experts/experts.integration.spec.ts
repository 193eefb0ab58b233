import { expert, expertList, offeredExpertList, type CreateExpert } from '@bo1/contracts/experts/schema';
import { OFFERED_COUNT } from '@bo1/contracts/experts/values';
import type { Problem } from '@bo1/contracts/errors/schema';
import { seed } from '@bo1/prisma/seed';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApi, type ApiRig } from '../testing/rig.ts';
import type { Visitor } from '../testing/visitor.ts';

const CATALOGUE = '/api/v1/admin/experts';
let rig: ApiRig;
let admin: Visitor;
let person: Visitor;
beforeAll(async () => {
  rig = await startApi({ seed: true });
  admin = await rig.person({ role: 'admin' });
  person = await rig.person();
});
afterAll(() => rig?.stop());

let count = 0;
const LETTERS = 'abcdefghijklmnopqrstuvwxyz';
/** Somebody new with each call. */
const somebody = (fields: Partial<CreateExpert> = {}): CreateExpert => {
  const letter = LETTERS[(count += 1)]!;
  return {
    code: `expert_${letter}`,
    name: `Renée O’${letter.toUpperCase()}hara-Lee`,
    archetype: 'guardian',
    category: 'finance',
    expertise: ['Wine cellars', 'Cork', 'Bottling lines'],
    traits: ['patient', 'dry', 'exact'],
    style: 'Short sentences, no adjectives.',
    system_prompt: `You have run a cellar for thirty years. ${'You look at what can spoil first. '.repeat(6)}`.trim(),
    colour: '#2f6f9f',
    ...fields,
  };
};
const add = (fields: Partial<CreateExpert> = {}, headers: Record<string, string> = {}) =>
  admin.post<Problem>(CATALOGUE, somebody(fields), headers);
const offeredCodes = async () =>
  offeredExpertList.parse((await person.get('/api/v1/experts')).body).experts.map(({ code }) => code);
const found = async (query: string) =>
  expertList.parse((await admin.get(`${CATALOGUE}?${query}`)).body).experts.map(({ code }) => code);

describe('the catalogue of experts', () => {
  it('is everybody’s to choose from, without what is written for the model', async () => {
    const { status, body } = await person.get<{ experts: object[] }>('/api/v1/experts');
    expect(status).toBe(200);
    expect(offeredExpertList.parse(body).experts.length).toBeGreaterThanOrEqual(39);
    expect(JSON.stringify(body)).not.toContain('system_prompt');
  });

  it('takes somebody new, who is offered at once, and whom a restart leaves alone', async () => {
    const body = somebody();
    const answer = await admin.post(CATALOGUE, body);
    expect(answer.status).toBe(201);
    const { avatar, ...kept } = expert.parse(answer.body);
    expect(kept).toMatchObject({ ...body, state: 'offered', by_hand: true });
    expect(avatar).toBe('RL');
    expect(await offeredCodes()).toContain(body.code);
    await seed(rig.db, {});
    expect((await admin.get(`${CATALOGUE}/${body.code}`)).body).toEqual(answer.body);
  });

  it('is changed as a whole; a restart does not take that back', async () => {
    const before = expert.parse((await admin.get(`${CATALOGUE}/cfo`)).body);
    const { code: _, ...profile } = somebody({ name: 'Zoë van Dam', archetype: 'realist' });
    const changed = await admin.call('PUT', `${CATALOGUE}/cfo`, { ...profile, updated_at: before.updated_at });
    expect(changed.status).toBe(200);
    expect(changed.body).toMatchObject({ code: 'cfo', ...profile, avatar: 'ZD', by_hand: true });
    await seed(rig.db, {});
    expect((await admin.get(`${CATALOGUE}/cfo`)).body).toEqual(changed.body);
    expect(before.by_hand).toBe(false);
  });

  it('is not written over by who has not read what somebody else saved', async () => {
    const read = expert.parse((await admin.post(CATALOGUE, somebody())).body);
    const { code, avatar: _, state: __, by_hand: ___, ...profile } = read;
    const put = (body: object) => admin.call<Problem>('PUT', `${CATALOGUE}/${code}`, body);
    const first = { ...profile, style: 'Asks before answering.' };
    const [one, other] = await Promise.all([put(first), put({ ...profile, style: 'Answers before asking.' })]);
    expect([one.status, other.status].toSorted()).toEqual([200, 409]);
    const late = one.status === 409 ? one : other;
    expect(late.body.code).toBe('changed_meanwhile');
    const kept = expert.parse((one.status === 200 ? one : other).body);
    expect((await admin.get(`${CATALOGUE}/${code}`)).body).toEqual(kept);

    const again = await put({ ...profile, style: kept.style });
    expect([again.status, again.body]).toEqual([200, kept]);
    const informed = await put({ ...profile, style: 'Asks, then answers.', updated_at: kept.updated_at });
    expect(informed.status).toBe(200);
    const { updated_at: ____, ...blind } = profile;
    expect((await put(blind)).body.errors?.[0]?.path).toBe('updated_at');
  });

  it('retires and restores, twice over; a restart does neither', async () => {
    for (const [act, state, others] of [
      ['retire', 'retired', ['offered', false]],
      ['restore', 'offered', ['retired', true]],
    ] as const) {
      for (let time = 0; time < 2; time += 1) {
        const answer = await admin.post(`${CATALOGUE}/sceptic/${act}`);
        expect([answer.status, answer.body.state]).toEqual([200, state]);
      }
      await seed(rig.db, {});
      expect(await found(`q=sceptic&state=${state}`)).toContain('sceptic');
      expect(await found(`q=sceptic&state=${others[0]}`)).not.toContain('sceptic');
      expect((await offeredCodes()).includes('sceptic')).toBe(others[1]);
    }
  });

  it('is searched by what it says of experts; signs mean themselves', async () => {
    const { code } = somebody();
    await admin.post(CATALOGUE, somebody({ code, name: 'Ada Quill', expertise: ['Zymurgy', 'Cork', 'Casks'] }));
    expect(await found('q=zymurgy')).toEqual([code]);
    expect(await found('q=ada+quill')).toEqual([code]);
    expect(await found('q=%25')).toEqual([]);
    expect(await found('q=nobody+of+this+name')).toEqual([]);
  });

  it('gives the same answer to a repeated request, and refuses the key for another', async () => {
    const body = somebody();
    const headers = { 'idempotency-key': 'one-expert' };
    const answers = [await admin.post(CATALOGUE, body, headers), await admin.post(CATALOGUE, body, headers)];
    expect(answers.map(({ status }) => status)).toEqual([201, 201]);
    expect(answers[1]!.body).toEqual(answers[0]!.body);
    const other = await admin.post(CATALOGUE, { ...body, style: 'Another way of speaking.' }, headers);
    expect([other.status, other.body.code]).toEqual([409, 'idempotency_key_reused']);
  });

  it('has each code once and for good, and each name once among those who are offered', async () => {
    const first = somebody();
    await admin.post(CATALOGUE, first);
    await admin.post(`${CATALOGUE}/${first.code}/retire`);
    const sameCode = await add({ code: first.code });
    expect([sameCode.status, sameCode.body.errors?.[0]?.path]).toEqual([409, 'code']);
    const namesake = somebody({ name: first.name.toUpperCase() });
    expect((await admin.post(CATALOGUE, namesake)).status).toBe(201);
    const restored = await admin.post<Problem>(`${CATALOGUE}/${first.code}/restore`);
    expect([restored.status, restored.body.errors?.[0]?.path]).toEqual([409, 'name']);
  });

  it('refuses what would not fit into a prompt or a page, and says where', async () => {
    const wrong: [Partial<CreateExpert>, string][] = [
      [{ code: 'Not A Code' }, 'code'],
      [{ name: 'R2 <system>' }, 'name'],
      [{ name: 'A\nB' }, 'name'],
      [{ archetype: 'two words' }, 'archetype'],
      [{ expertise: ['Cork', 'cork', 'Casks'] }, 'expertise'],
      [{ expertise: ['Cork'] }, 'expertise'],
      [{ system_prompt: 'x'.repeat(1_001) }, 'system_prompt'],
      [{ system_prompt: `${'Guard the cash. '.repeat(20)}\u0007` }, 'system_prompt'],
      [{ colour: '#ffffff' }, 'colour'],
      [{ colour: 'red' }, 'colour'],
    ];
    for (const [fields, path] of wrong) {
      const { status, body } = await admin.post<Problem>(CATALOGUE, {
        ...somebody(fields),
        code: fields.code ?? 'same_code',
      });
      expect([fields, status, body.code, body.errors?.[0]?.path]).toEqual([fields, 422, 'validation_failed', path]);
      count -= 1;
    }
  });

  it('is not there for a code that is not there, nor for one that is none', async () => {
    for (const [path, status] of [
      ['nobody', 404],
      ['No-Code', 400],
    ] as const) {
      expect((await admin.get(`${CATALOGUE}/${path}`)).status).toBe(status);
      expect((await admin.post(`${CATALOGUE}/${path}/retire`)).status).toBe(status);
    }
  });

  it('keeps as many as a board needs to be mixed, also where two admins retire at once', async () => {
    const codes = await offeredCodes();
    for (const code of codes.slice(OFFERED_COUNT.min + 1)) await admin.post(`${CATALOGUE}/${code}/retire`);
    const last = await Promise.all(codes.slice(0, 2).map((code) => admin.post<Problem>(`${CATALOGUE}/${code}/retire`)));
    expect(last.map(({ status }) => status).toSorted()).toEqual([200, 409]);
    expect(await offeredCodes()).toHaveLength(OFFERED_COUNT.min);
  });
});
