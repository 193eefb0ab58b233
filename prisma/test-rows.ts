import { randomUUID } from 'node:crypto';
import type { Tier } from '@bo1/contracts/meeting/values';
import type { Db } from './client.ts';

/** A person, for tests. */
export async function insertUser(db: Db, tier: Tier = 'pro'): Promise<{ id: string; tier: Tier }> {
  const id = randomUUID();
  await db.user.create({ data: { id, name: 'Test Person', email: `${id}@example.test`, tier } });
  return { id, tier };
}

/** A meeting of a new person as the API leaves it, without allowance and budget, for tests. */
export async function insertSession(db: Db, tier: Tier = 'pro'): Promise<{ id: string; userId: string }> {
  const user = await insertUser(db, tier);
  const id = `bo1_${randomUUID()}`;
  await db.session.create({
    data: { id, userId: user.id, tier, problemStatement: 'Should we open a second shop?', correlationId: 'test' },
  });
  return { id, userId: user.id };
}
