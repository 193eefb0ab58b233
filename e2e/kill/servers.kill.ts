import { globSync, rmSync } from 'node:fs';
import path from 'node:path';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { report } from '../rig/figures.ts';
import { brokenInvariants } from '../rig/invariants.ts';
import { PROBLEMS, ended } from '../rig/meeting.ts';
import { Person } from '../rig/person.ts';
import { read } from '../rig/reader.ts';
import { type KillablePart, ProductStack } from '../rig/stack.ts';
import { waitFor } from '../rig/wait.ts';

let stack: ProductStack;
beforeAll(async () => {
  // Struck in the second round, a meeting has another one to hold.
  const env = { BO1_RECONCILE_OLDER_THAN_MS: '3000', BO1_RECONCILE_EVERY_MS: '2000', BO1_MAX_ROUNDS: '3' };
  stack = await ProductStack.start(env);
  await stack.simulator.configure({ call_ms: 400 });
}, 120_000);
afterAll(() => stack?.end(), 60_000);

async function killAndWait(part: KillablePart): Promise<void> {
  const { pid } = stack.kill(part);
  await stack.replaced(part, pid);
}

const BLOWS: [name: string, blow: () => Promise<void>][] = [
  ['Temporal killed', () => killAndWait('temporal')],
  ['Postgres killed', () => killAndWait('postgres')],
  ['Valkey killed', () => killAndWait('redis')],
  ['S3 killed', () => killAndWait('s3')],
  ['reverse proxy killed', () => killAndWait('proxy')],
  [
    'Valkey flushed',
    async () => {
      const redis = new Redis(stack.read().redis.url);
      await redis.flushall();
      redis.disconnect();
    },
  ],
  [
    "Temporal's store deleted",
    async () => {
      const { pid } = stack.kill('temporal');
      for (const file of globSync(path.join(stack.home, 'temporal', '*.db*'))) rmSync(file, { force: true });
      await stack.replaced('temporal', pid);
    },
  ],
];

test.each(BLOWS)(
  '%s in the middle of a meeting: it goes on and loses nothing',
  async (name, blow) => {
    const person = await Person.signUp(stack.origin);
    const id = await person.convene(PROBLEMS[3]!, { skip_clarification: true });
    const reading = read(person, id);
    await waitFor('the second round', async () => {
      const { rows } = await (await stack.db()).query('select round_count from sessions where id = $1', [id]);
      return rows[0]?.round_count >= 2;
    });
    const struck = Date.now();
    await blow();
    const end = await ended(stack, id);
    const seen = await reading;
    const db = await stack.db();
    const problems = await brokenInvariants(db, id);
    const { rows } = await db.query('select last_sequence from sessions where id = $1', [id]);
    report(name, {
      end,
      'events lost': rows[0].last_sequence - seen.seen.length,
      'broken invariants': problems.length,
      'ms to the end': Date.now() - struck,
      reconnects: seen.reconnects,
    });
    expect(problems).toEqual([]);
    expect(end).toBe('complete');
    expect(seen.seen.map((event) => event.id)).toEqual(
      Array.from({ length: rows[0].last_sequence }, (_, index) => index + 1),
    );
  },
  180_000,
);
