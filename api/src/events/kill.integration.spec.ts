import { afterAll, beforeAll, expect, it } from 'vitest';
import { randomUUID } from 'node:crypto';
import { startStack, type RunningStack } from '@bo1/dev/stack/testing';
import { createPrisma, type Db } from '@bo1/prisma/client';
import { LogWriter } from '../testing/log-writer.ts';
import { follow } from '../testing/stream-client.ts';
import { Visitor } from '../testing/visitor.ts';

const READERS = 50;
const KILLS = 3;

/** The built API as its own process, under the supervisor that replaces it. */
let stack: RunningStack;
let db: Db;
beforeAll(async () => {
  stack = await startStack({ parts: ['postgres', 'redis', 's3', 'temporal', 'api'] });
  db = createPrisma(stack.settings.DATABASE_URL!, { poolSize: 2 });
});
afterAll(async () => {
  await db?.$disconnect();
  await stack?.stop();
});

it(
  `leaves ${READERS} readers with the whole log, each event once, when the API is killed`,
  { timeout: 120_000 },
  async () => {
    const person = new Visitor(`http://127.0.0.1:${stack.settings.BO1_API_PORT}`, stack.settings.BO1_PUBLIC_URL!);
    await person.signUp('reader@example.test');
    const id = `bo1_${randomUUID()}`;
    const row = {
      id,
      userId: person.id,
      tier: 'pro',
      problemStatement: 'Should we open a second shop?',
      correlationId: 'kill',
    };
    await db.session.create({ data: row });
    const log = new LogWriter(db, stack.settings.REDIS_URL!, id);
    const readers = Array.from({ length: READERS }, () => follow(person, id));
    let sequence = 0;
    for (let kill = 0; kill < KILLS; kill += 1) {
      for (let n = 0; n < 10; n += 1) sequence = await log.tick(sequence + 1);
      const pid = stack.kill('api');
      for (let n = 0; n < 10; n += 1) sequence = await log.tick(sequence + 1);
      await stack.replaced('api', pid);
    }
    sequence = await log.end();
    const all = Array.from({ length: sequence }, (_, index) => index + 1);
    for (const ids of await Promise.all(readers)) expect(ids).toEqual(all);
    log.stop();
  },
);
