import { reserveAllowance } from '@bo1/prisma/allowances';
import type { Tx } from '@bo1/prisma/client';
import type { Person } from '../auth/person.ts';
import { ProblemError } from '../problems/problem.ts';

/** Takes the meeting of the person's allowance. Throws `allowance_exhausted` where none is left. */
export async function requireAllowance(tx: Tx, person: Person, sessionId: string): Promise<void> {
  if (await reserveAllowance(tx, { user: person, sessionId, now: new Date() })) return;
  throw new ProblemError('allowance_exhausted', 'You have used all meetings of this month. Nothing was started.');
}
