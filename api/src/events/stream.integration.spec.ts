import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { draftsKey } from '@bo1/contracts/events/values';
import { startApi, type ApiRig } from '../testing/rig.ts';
import { LogWriter } from '../testing/log-writer.ts';
import { follow, StreamClient } from '../testing/stream-client.ts';
import type { Visitor } from '../testing/visitor.ts';

const upTo = (n: number) => Array.from({ length: n }, (_, index) => index + 1);

let rig: ApiRig;
let person: Visitor;
beforeAll(async () => {
  rig = await startApi({ env: { BO1_HEARTBEAT_MS: '1000', BO1_SESSION_LIMIT: '1000' } });
  person = await rig.person({ tier: 'pro' });
});
afterAll(() => rig?.stop());

async function meeting(): Promise<{ id: string; log: LogWriter }> {
  const id = await rig.meetingOf(person);
  return { id, log: new LogWriter(rig.db, rig.stack.settings.REDIS_URL!, id) };
}

describe('the stream of a meeting', () => {
  it('replays, goes live and ends with the terminal event, under the headers that keep proxies out', async () => {
    const { id, log } = await meeting();
    await log.tick(1);
    await log.tick(2);
    const client = await new StreamClient(person, id).until((each) => each.ids.length === 2);
    await log.tick(3);
    await log.end();
    await client.done;
    expect(client.ids).toEqual(upTo(4));
    expect(client.frames.at(-1)?.event).toBe('cancelled');
    expect(client.frames[0]?.data).toMatchObject({ event_version: 1, session_id: id, sequence: 1, type: 'paused' });
    expect(client.headers.get('cache-control')).toBe('no-cache, no-transform');
    expect(client.headers.get('content-type')).toContain('text/event-stream');
    expect(client.headers.get('x-accel-buffering')).toBe('no');
    expect(client.retries[0]).toBeGreaterThanOrEqual(1_000);
    log.stop();
  });

  it('goes on after the last id, by header or query, and answers 204 when nothing can follow', async () => {
    const { id, log } = await meeting();
    for (const version of upTo(5)) await log.tick(version);
    const byHeader = await new StreamClient(person, id, { lastId: 3, after: 1 }).until((each) => each.ids.length === 2);
    const byQuery = await new StreamClient(person, id, { after: 4 }).until((each) => each.ids.length === 1);
    await log.end();
    await Promise.all([byHeader.done, byQuery.done]);
    expect(byHeader.ids).toEqual([4, 5, 6]);
    expect(byQuery.ids).toEqual([5, 6]);
    const again = new StreamClient(person, id, { lastId: 6 });
    await again.done;
    expect(again.status).toBe(204);
    log.stop();
  });

  it('sends a long log whole, to readers who join at every moment', async () => {
    const { id, log } = await meeting();
    const readers: Promise<number[]>[] = [];
    for (let version = 1; version <= 1_200; version += 100) {
      readers.push(follow(person, id));
      const batch = upTo(100).map((n) => ({ type: 'paused', data: { version: version + n } }) as never);
      await log.append(...batch);
    }
    await log.end();
    for (const ids of await Promise.all(readers)) expect(ids).toEqual(upTo(1_201));
    log.stop();
  });

  it('shows drafts to who watches and to who joins, and beats', async () => {
    const { id, log } = await meeting();
    const early = await new StreamClient(person, id).until((each) => each.status === 200);
    await log.tick(1);
    await early.until((each) => each.ids.length === 1);
    await log.redis.hset(draftsKey(id), 'sp0/r1/cfo/contribute', JSON.stringify({ attempt: 1, text: 'The loan' }));
    await log.say({ kind: 'delta', call_key: 'sp0/r1/cfo/contribute', attempt: 1, offset: 0, text: 'The loan' });
    await early.until((each) => each.frames.some((frame) => frame.event === 'contribution_delta'));
    const late = await new StreamClient(person, id).until((each) =>
      each.frames.some((frame) => frame.event === 'contribution_delta'),
    );
    expect(late.frames.find((frame) => frame.event === 'contribution_delta')).toMatchObject({
      id: null,
      data: { call_key: 'sp0/r1/cfo/contribute', attempt: 1, offset: 0, text: 'The loan' },
    });
    await log.say({ kind: 'restarted', call_key: 'sp0/r1/cfo/contribute', attempt: 2 });
    await late.until((each) => each.frames.some((frame) => frame.event === 'contribution_restarted'));
    await late.until((each) => each.frames.some((frame) => frame.event === 'heartbeat'));
    await log.end();
    await Promise.all([early.done, late.done]);
    log.stop();
  });

  it('is 404 for another person, 400 for a malformed id, 422 for a last id that is none', async () => {
    const { id, log } = await meeting();
    const other = await rig.person();
    const path = `/api/v1/sessions/${id}/stream`;
    expect((await other.get(path)).status).toBe(404);
    expect((await rig.stranger().get(path)).status).toBe(401);
    expect((await person.get('/api/v1/sessions/bo1_nonsense/stream')).body.code).toBe('malformed_id');
    expect((await person.get(path, { 'last-event-id': 'yesterday' })).status).toBe(422);
    log.stop();
  });

  it('ends for whoever has signed out or whose sign-in has expired, and for nobody else', async () => {
    const [leaver, expiring] = [await rig.person({ role: 'admin' }), await rig.person({ role: 'admin' })];
    const { id, log } = await meeting();
    await log.tick(1);
    const open = (visitor: Visitor) => new StreamClient(visitor, id).until((each) => each.ids.length === 1);
    const streams = await Promise.all([leaver, leaver, expiring, person].map(open));
    const staying = streams.pop()!;
    await rig.db.login.updateMany({ where: { userId: expiring.id }, data: { expiresAt: new Date(Date.now() - 1) } });
    await leaver.post('/api/auth/sign-out', {});
    await Promise.all(streams.map((stream) => stream.done));
    for (const stream of streams) expect(stream.retries).toHaveLength(2);
    for (const visitor of [leaver, expiring]) {
      const again = new StreamClient(visitor, id, { lastId: 1 });
      await again.done;
      expect(again.status).toBe(401);
    }
    await log.tick(2);
    await staying.until((each) => each.ids.length === 2);
    await log.end();
    await staying.done;
    log.stop();
  });

  it('reaches 100 readers of one meeting, each with every event, and prints how soon', async () => {
    const { id, log } = await meeting();
    await log.tick(1);
    const readers = upTo(100).map(() => new StreamClient(person, id));
    await Promise.all(readers.map((reader) => reader.until((each) => each.ids.length === 1)));
    const committed: number[] = [];
    for (const version of upTo(30)) {
      await log.tick(version + 1);
      committed.push(performance.now());
      await Promise.all(readers.map((reader) => reader.until((each) => each.ids.length === version + 1)));
    }
    await log.end();
    await Promise.all(readers.map((reader) => reader.done));
    const lags = readers
      .flatMap((reader) =>
        committed.map((at, index) => reader.frames.filter((frame) => frame.id !== null)[index + 1]!.at - at),
      )
      .sort((a, b) => a - b);
    const at = (share: number) => lags[Math.floor(lags.length * share)]!;
    console.log(`commit → frame, 100 readers: p50 ${at(0.5).toFixed(1)} ms, p99 ${at(0.99).toFixed(1)} ms`);
    for (const reader of readers) expect(reader.ids.slice(0, 31)).toEqual(upTo(31));
    log.stop();
  });
});

describe('while Redis is away', () => {
  it('loses nothing and doubles nothing through kills, an outage and a flush', async () => {
    const { id, log } = await meeting();
    const readers = upTo(8).map(() => follow(person, id));
    let version = 0;
    const write = async (count: number) => {
      for (const _ of upTo(count)) await log.tick((version += 1));
    };
    await write(5);
    const pid = rig.stack.kill('redis');
    await write(5);
    await rig.stack.replaced('redis', pid);
    await write(5);
    await log.redis.flushall().catch(() => undefined);
    await write(5);
    await rig.stack.halt('redis');
    await write(5);
    const late = follow(person, id);
    await write(2);
    await log.end();
    const all = upTo(28);
    for (const ids of await Promise.all([...readers, late])) expect(ids).toEqual(all);
    await rig.stack.resume('redis');
    log.stop();
  });
});
