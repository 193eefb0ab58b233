/**
 * Event commit → frame at a reader, through the one origin, with 100 readers of one meeting. The events are appended by the
 * product's own repository and announced as the worker does; the readers run in a process of their own.
 */
import { fork } from 'node:child_process';
import { liveChannel } from '@bo1/contracts/events/values';
import { createPrisma, inTransaction } from '@bo1/prisma/client';
import { appendEvents, lockSession } from '@bo1/prisma/events';
import { Redis } from 'ioredis';
import { report } from '../e2e/rig/figures.ts';
import { PROBLEMS } from '../e2e/rig/meeting.ts';
import { Person } from '../e2e/rig/person.ts';
import { ProductStack } from '../e2e/rig/stack.ts';
import { percentile, waitFor } from '../e2e/rig/wait.ts';
import type { ReadersReport, ReadersTask } from './readers.ts';

const READERS = 100;
const EVENTS = process.argv.includes('--quick') ? 60 : 200;

const stack = await ProductStack.start();
const { postgres, redis: redisPart } = stack.read();
const db = createPrisma(postgres.url);
const redis = new Redis(redisPart.url);
try {
  const person = await Person.signUp(stack.origin);
  const id = await person.convene(PROBLEMS[0]!);
  await waitFor(
    'the questions',
    async () => (await person.call('GET', `/api/v1/sessions/${id}`)).json.status === 'waiting_for_answers',
  );
  const first = (await person.call('GET', `/api/v1/sessions/${id}`)).json.last_sequence as number;

  const child = fork(new URL('./readers.ts', import.meta.url));
  const task: ReadersTask = {
    origin: stack.origin,
    cookie: person.cookie,
    sessionId: id,
    readers: READERS,
    from: first,
    events: EVENTS,
  };
  const done = new Promise<ReadersReport>((resolve, reject) => {
    child.on(
      'message',
      (message: { kind: string; report?: ReadersReport }) => message.kind === 'done' && resolve(message.report!),
    );
    child.once('exit', (code) => code !== 0 && reject(new Error(`The readers ended with ${code}.`)));
  });
  const listening = new Promise((resolve) =>
    child.on('message', (message: { kind: string }) => message.kind === 'listening' && resolve(undefined)),
  );
  child.send(task);
  await listening;

  const committed = new Map<number, number>();
  for (let index = 0; index < EVENTS; index++) {
    const { last_sequence: sequence } = await inTransaction(db, async (tx) => {
      const session = await lockSession(tx, id);
      return appendEvents(tx, session, {
        attempt: 1,
        correlationId: 'bench',
        events: [{ type: 'paused', data: { version: 1_000 + index }, dedupeKey: `bench/${index}` }],
      });
    });
    committed.set(sequence, performance.timeOrigin + performance.now());
    await redis.publish(liveChannel(id), JSON.stringify({ kind: 'wake', sequence }));
    await new Promise((resolve) => setTimeout(resolve, 20)); // spreads the load: a meeting writes a few events a second
  }
  const { arrivals } = await done;
  const lags = arrivals.map(([sequence, at]) => at - committed.get(sequence)!);
  report(`event commit → frame, ${READERS} readers, ${EVENTS} events`, {
    frames: lags.length,
    'p50 ms': Math.round(percentile(lags, 0.5) * 10) / 10,
    'p99 ms': Math.round(percentile(lags, 0.99) * 10) / 10,
    'max ms': Math.round(Math.max(...lags) * 10) / 10,
  });
} finally {
  redis.disconnect();
  await db.$disconnect();
  await stack.end();
}
