import type { Session, SessionEvent } from '@bo1/prisma/generated/client';
import { afterAll, beforeAll, beforeEach, expect, vi } from 'vitest';
import type { RunRef } from '../meeting/types.ts';
import { startRig, type ActivityRig } from './rig.ts';

/** One meeting after the other, each new, and what its steps leave behind. */
export class Bench {
  rig!: ActivityRig;
  run: RunRef = { session_id: '', attempt: 1, correlation_id: 'test' };

  /** A new meeting. */
  async reset(): Promise<void> {
    this.run = await this.rig.meeting();
  }

  get activities(): ActivityRig['activities'] {
    return this.rig.activities;
  }

  session(): Promise<Session> {
    return this.rig.db.session.findUniqueOrThrow({ where: { id: this.run.session_id } });
  }

  events(): Promise<SessionEvent[]> {
    const where = { sessionId: this.run.session_id };
    return this.rig.db.sessionEvent.findMany({ where, orderBy: { sequence: 'asc' } });
  }

  async types(): Promise<string[]> {
    return (await this.events()).map((event) => event.type);
  }

  /** Waits for something that a step under way brings about. */
  async until(condition: () => boolean | Promise<boolean>): Promise<void> {
    await vi.waitUntil(condition, { timeout: 5_000, interval: 10 });
  }
}

/** Gives a test file a rig of its own, and each of its tests a new meeting. */
export function onBench<B extends Bench>(bench: B): B {
  beforeAll(async () => {
    bench.rig = await startRig();
  });
  afterAll(() => bench.rig.stop());
  beforeEach(() => bench.reset());
  return bench;
}

/** Takes a step twice; the second time must give the same. */
export async function twice<T>(step: () => Promise<T>): Promise<T> {
  const first = await step();
  expect(await step()).toEqual(first);
  return first;
}
