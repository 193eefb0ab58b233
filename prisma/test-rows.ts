import { randomUUID } from 'node:crypto';
import type { Tier } from '@bo1/contracts/meeting/values';
import type { Db, Prisma } from './client.ts';

/** A person, for tests. */
export async function insertUser(db: Db, tier: Tier = 'pro'): Promise<{ id: string; tier: Tier }> {
  const id = randomUUID();
  await db.user.create({ data: { id, name: 'Test Person', email: `${id}@example.test`, tier } });
  return { id, tier };
}

const problemStatement = 'Should we open a second shop in Berlin, although churn is at five percent?';

/** A meeting as the API leaves it, without allowance and budget, for tests; of a new person unless `fields` name one. */
export async function insertSession(
  db: Db,
  fields: Partial<Prisma.SessionUncheckedCreateInput> = {},
): Promise<{ id: string; userId: string }> {
  const id = `bo1_${randomUUID()}`;
  const userId = fields.userId ?? (await insertUser(db)).id;
  await db.session.create({ data: { id, tier: 'pro', problemStatement, correlationId: 'test', ...fields, userId } });
  return { id, userId };
}
