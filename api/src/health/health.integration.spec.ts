import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Health } from '@bo1/contracts/health/schema';
import { startApi, type ApiRig } from '../testing/rig.ts';

let rig: ApiRig;
beforeAll(async () => {
  rig = await startApi({ parts: ['postgres', 'redis', 's3', 'temporal', 'anthropic'] });
});
afterAll(() => rig?.stop());

const health = async () => (await rig.stranger().get<Health>('/api/health')).body;
const notUp = ({ parts }: Health) => Object.entries(parts).filter(([, { status }]) => status !== 'up');

it('says up at the first call, though the process is busy while the parts answer', async () => {
  const answers = Array.from({ length: 20 }, health);
  const busyUntil = performance.now() + 4_000;
  const busy = setInterval(() => {
    const until = performance.now() + 150;
    while (performance.now() < until);
    if (performance.now() > busyUntil) clearInterval(busy);
  }, 1);
  for (const answer of await Promise.all(answers)) expect(notUp(answer)).toEqual([]);
  clearInterval(busy);
});

it('says which part is away, and that it is back', async () => {
  await rig.stack.halt('redis');
  await expect.poll(health, { timeout: 10_000 }).toMatchObject({
    status: 'degraded',
    parts: { redis: { status: 'down' }, db: { status: 'up' }, temporal: { status: 'up' }, s3: { status: 'up' } },
  });
  await rig.stack.resume('redis');
  await expect.poll(async () => (await health()).status, { timeout: 10_000 }).toBe('up');
});
