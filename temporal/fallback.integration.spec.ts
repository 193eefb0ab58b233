import { randomUUID } from 'node:crypto';
import { createPrisma, type Db } from '@bo1/prisma/client';
import { readEvents } from '@bo1/prisma/events';
import type { Client } from '@temporalio/client';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type RunningStack, startStack } from '../dev/stack/testing.ts';
import { until } from '../workflows/meeting/fixtures/until.ts';
import { createTemporalClient } from './client.ts';
import { createMeetings } from './meetings.ts';
import { silenceRuntime } from './testing/runtime.ts';

let stack: RunningStack;
let db: Db;
let client: Client;

beforeAll(async () => {
  silenceRuntime();
  stack = await startStack({
    parts: ['postgres', 'redis', 's3', 'temporal', 'anthropic', 'openai', 'brave', 'worker'],
    env: { BO1_SIM_CALL_MS: '100' },
  });
  db = createPrisma(stack.settings.DATABASE_URL!);
  client = createTemporalClient({ address: stack.settings.TEMPORAL_ADDRESS!, namespace: 'default' });
});
afterAll(async () => {
  await client?.connection.close();
  await db?.$disconnect();
  await stack?.stop();
});

test(
  'a meeting during an outage of the first vendor is held by the one in reserve, says so, and knows what it cost',
  { timeout: 180_000 },
  async () => {
    expect(Object.keys(stack.describe().simulators)).toEqual(['anthropic', 'openai', 'brave']);
    await stack.halt('anthropic');
    const user = await db.user.findFirstOrThrow();
    const row = { id: `bo1_${randomUUID()}`, correlationId: randomUUID(), tier: 'pro', userId: user.id };
    const problemStatement = 'Should the bakery open a second shop, or deliver to offices there first?';
    await db.session.create({ data: { ...row, problemStatement, insistOnBoard: true, skipClarification: true } });
    const run = { session_id: row.id, attempt: 1, correlation_id: row.correlationId };
    await createMeetings(client).start({ ...run, user_id: user.id, tier: 'pro' });

    const sessionId = row.id;
    const ended = async () => (await db.session.findUniqueOrThrow({ where: { id: sessionId } })).closedAttempt > 0;
    await until('ended', ended, 150_000);
    const events = await readEvents(db, { sessionId, after: 0 });
    expect(events.at(-1)!.type).toBe('complete');
    const notices = events.filter(({ type }) => type === 'degraded');
    expect(notices.map(({ data }) => (data as { reason: string }).reason)).toContain('provider_fallback');
    const spent = await db.llmAttempt.groupBy({ by: ['provider', 'state'], where: { sessionId }, _count: true });
    expect(spent.filter(({ provider, state }) => provider === 'anthropic' && state === 'settled')).toEqual([]);
    const held = spent.find(({ provider, state }) => provider === 'openai' && state === 'settled');
    expect(held!._count).toBeGreaterThan(10);
  },
);
