import { verifyPassword } from 'better-auth/crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { seed } from './seed.ts';
import { testDatabase, type TestDatabase } from './testing.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.drop());

const demo = {
  BO1_DEMO_USER: 'Demo@bo1.test',
  BO1_ADMIN_USER: 'admin@bo1.test',
  BO1_DEMO_PASSWORD: 'a long enough password',
  BO1_DEFAULT_TIER: 'pro' as const,
};

describe('seed', () => {
  it('writes the catalogue once, however often and concurrently it runs', async () => {
    const { db } = database;
    const [first] = await Promise.all([seed(db, {}), seed(db, {}), seed(db, {})]);
    expect(await db.persona.count({ where: { retired: false } })).toBe(first.personas);
    expect(await db.user.count()).toBe(0);
  });

  it('retires who left the catalogue, and takes back what nobody edited by hand', async () => {
    const { db } = database;
    const persona = await db.persona.findFirstOrThrow();
    await db.persona.create({ data: { ...persona, code: 'former' } });
    await db.persona.update({ where: { code: persona.code }, data: { name: 'Somebody Else' } });
    expect((await seed(db, {})).retired).toEqual(['former']);
    expect((await seed(db, {})).retired).toEqual([]);
    expect(await db.persona.findUniqueOrThrow({ where: { code: 'former' } })).toMatchObject({ retired: true });
    expect((await db.persona.findUniqueOrThrow({ where: { code: persona.code } })).name).toBe(persona.name);
  });

  it('leaves alone what an admin added, changed, retired or offered again', async () => {
    const { db } = database;
    const [changed, gone] = await db.persona.findMany({ where: { retired: false }, take: 2, orderBy: { code: 'asc' } });
    const byHand = true;
    await db.persona.create({ data: { ...changed!, code: 'added_by_hand', byHand } });
    await db.persona.update({ where: { code: changed!.code }, data: { name: 'Somebody Else', byHand } });
    await db.persona.update({ where: { code: gone!.code }, data: { retired: true, byHand } });
    await db.persona.update({ where: { code: 'former' }, data: { retired: false, byHand } });
    const before = await db.persona.findMany({ orderBy: { code: 'asc' } });
    expect((await seed(db, {})).retired).toEqual([]);
    expect(await db.persona.findMany({ orderBy: { code: 'asc' } })).toEqual(before);
  });

  it('makes the demo users with a password that better-auth accepts, and follows the setting', async () => {
    const { db } = database;
    await seed(db, demo);
    await seed(db, { ...demo, BO1_DEMO_PASSWORD: 'another long password' });
    const users = await db.user.findMany({ include: { accounts: true }, orderBy: { email: 'asc' } });
    expect(users.map(({ email, role, tier }) => ({ email, role, tier }))).toEqual([
      { email: 'admin@bo1.test', role: 'admin', tier: 'pro' },
      { email: 'demo@bo1.test', role: 'user', tier: 'pro' },
    ]);
    for (const { id, accounts } of users) {
      expect(accounts).toMatchObject([{ providerId: 'credential', accountId: id }]);
      const hash = accounts[0]?.password ?? '';
      expect(await verifyPassword({ hash, password: 'another long password' })).toBe(true);
      expect(await verifyPassword({ hash, password: demo.BO1_DEMO_PASSWORD })).toBe(false);
    }
  });

  it('asks for the password that a demo user needs', async () => {
    await expect(seed(database.db, { BO1_DEMO_USER: 'demo@bo1.test' })).rejects.toThrow(/BO1_DEMO_PASSWORD/);
  });
});
