import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createPrisma, inTransaction, isTransient, StorageUnavailable } from './client.ts';
import { testDatabase, type TestDatabase } from './testing.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.drop());

describe('inTransaction', () => {
  it('begins again when its connection is cut, and commits once', async () => {
    let tries = 0;
    const count = await inTransaction(database.db, async (tx) => {
      tries += 1;
      await tx.user.create({ data: { id: 'u1', name: 'A', email: 'a@example.test' } });
      if (tries === 1) {
        const [backend] = await tx.$queryRaw<[{ pid: number }]>`select pg_backend_pid() as pid`;
        await database.db.$executeRaw`select pg_terminate_backend(${backend.pid})`;
      }
      return tx.user.count();
    });
    expect({ tries, count }).toEqual({ tries: 2, count: 1 });
  });

  it('begins again after a deadlock', async () => {
    await database.db.user.createMany({
      data: ['left', 'right'].map((id) => ({ id, name: id, email: `${id}@example.test` })),
    });
    let waiting = 0;
    let bothHold = () => undefined as void;
    const both = new Promise<void>((resolve) => (bothHold = resolve));
    const swap = (first: string, second: string) =>
      inTransaction(database.db, async (tx) => {
        await tx.$queryRaw`select id from users where id = ${first} for update`;
        if ((waiting += 1) === 2) bothHold();
        await both;
        await tx.$queryRaw`select id from users where id = ${second} for update`;
        return first;
      });
    expect(await Promise.all([swap('left', 'right'), swap('right', 'left')])).toEqual(['left', 'right']);
  });

  it('passes errors of the work through, and rolls back', async () => {
    const before = await database.db.user.count();
    const run = inTransaction(database.db, async (tx) => {
      await tx.user.create({ data: { id: 'gone', name: 'G', email: 'g@example.test' } });
      throw new RangeError('no');
    });
    await expect(run).rejects.toBeInstanceOf(RangeError);
    expect(await database.db.user.count()).toBe(before);
  });

  it('gives up with StorageUnavailable when nobody answers', async () => {
    const nobody = createPrisma('postgresql://bo1:x@127.0.0.1:1/bo1');
    const run = inTransaction(nobody, (tx) => tx.user.count(), { giveUpAfterMs: 150 });
    await expect(run).rejects.toBeInstanceOf(StorageUnavailable);
    await nobody.$disconnect();
  });

  it('gives up with StorageUnavailable when the pool stays full', async () => {
    // Long enough for the one connection that is made, on a busy machine too.
    const small = createPrisma(database.url, { poolSize: 1, connectTimeoutMs: 1_000 });
    await small.$transaction(async (tx) => {
      await tx.$queryRaw`select 1 as held`;
      const run = inTransaction(small, (other) => other.user.count(), { giveUpAfterMs: 200 });
      await expect(run).rejects.toBeInstanceOf(StorageUnavailable);
    });
    await small.$disconnect();
  });

  it('does not take a broken rule for a passing trouble', async () => {
    const duplicate = await database.db.user
      .createMany({ data: [1, 2].map((n) => ({ id: `d${n}`, name: 'D', email: 'same@example.test' })) })
      .catch((error: unknown) => error);
    expect(isTransient(duplicate)).toBe(false);
  });
});
