import { loggedEvents } from '../../e2e/rig/invariants.ts';
import type { Person } from '../../e2e/rig/person.ts';
import type { ProductStack } from '../../e2e/rig/stack.ts';
import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';

/** After these many contributions the person speaks up, then pauses. */
const SPEAKS_AFTER = 2;
const PAUSES_AFTER = 8;
const PAUSE_MS = 1_500;

/** What its person does while a meeting runs: raises a hand, pauses, resumes. Each until it is taken, or all is over. */
export async function interfere(stack: ProductStack, person: Person, id: string, over: () => boolean): Promise<void> {
  const path = (verb: string) => `/api/v1/sessions/${id}/${verb}`;
  if (!(await contributions(stack, id, SPEAKS_AFTER, over))) return;
  const text = 'The landlord called: the stall could be had from May on.';
  const key = { 'idempotency-key': randomUUID() };
  await insist(() => person.call('POST', path('interjections'), { text }, key), over);
  if (!(await contributions(stack, id, PAUSES_AFTER, over))) return;
  if (!(await insist(() => person.call('POST', path('pause')), over))) return;
  await wait(PAUSE_MS);
  await insist(() => person.call('POST', path('resume')), over);
}

/** Waits for so many contributions; false where the meeting was over first. */
async function contributions(stack: ProductStack, id: string, count: number, over: () => boolean): Promise<boolean> {
  while (!over()) {
    const log = await loggedEvents(await stack.db(), id).catch(() => []);
    if (log.filter(({ type }) => type === 'contribution').length >= count) return true;
    await wait(100);
  }
  return false;
}

/** Sends it again while parts of the stack are away; true where it was taken. */
async function insist(send: () => Promise<{ status: number }>, over: () => boolean): Promise<boolean> {
  while (!over()) {
    const answer = await send().catch(() => null);
    if (answer !== null && answer.status < 300) return true;
    if (answer !== null && answer.status < 500) return false;
    await wait(300);
  }
  return false;
}
