import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { copyFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { deliberationId } from '@bo1/contracts/engine/values';
import type { SessionEvent } from '@bo1/contracts/events/schema';
import { createPrisma, type Db } from '@bo1/prisma/client';
import { readEvents } from '@bo1/prisma/events';
import type { Client } from '@temporalio/client';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type RunningStack, startStack } from '../dev/stack/testing.ts';
import { NEW_STEP, nextBundle } from '../workflows/meeting/fixtures/next-bundle.ts';
import { until } from '../workflows/meeting/fixtures/until.ts';
import { type WorkflowBundle, workflowBundle } from './bundle.ts';
import { createTemporalClient } from './client.ts';
import { createMeetings, type Meetings } from './meetings.ts';
import { CACHE } from './testing.ts';
import { findLeaks, historiesOf, type Recorded, replay } from './testing/histories.ts';
import { silenceRuntime } from './testing/runtime.ts';

/** Of this file's own: another build is put in the place of the present one. */
const cache = mkdtempSync(path.join(tmpdir(), 'bo1-cache-'));
let stack: RunningStack;
let db: Db;
let client: Client;
let meetings: Meetings;

beforeAll(async () => {
  silenceRuntime();
  stack = await startStack({
    parts: ['postgres', 'redis', 's3', 'temporal', 'anthropic', 'worker'],
    env: { BO1_SIM_CALL_MS: '300', BO1_CACHE_DIR: cache },
  });
  db = createPrisma(stack.settings.DATABASE_URL!);
  client = createTemporalClient({ address: stack.settings.TEMPORAL_ADDRESS!, namespace: 'default' });
  meetings = createMeetings(client);
});
afterAll(async () => {
  await client?.connection.close();
  await db?.$disconnect();
  await stack?.stop();
  rmSync(cache, { recursive: true, force: true });
});

const PROBLEM = 'Should the Zephyrine bakery open a second shop in Quillstadt, or deliver to offices there first?';
const ANSWER = 'We have 84,200 in the bank and Ottoline would run it.';

async function begin(part: { skipClarification?: boolean } = {}): Promise<string> {
  const user = await db.user.findFirstOrThrow();
  const row = { id: `bo1_${randomUUID()}`, correlationId: randomUUID(), tier: 'pro', userId: user.id };
  await db.session.create({ data: { ...row, problemStatement: PROBLEM, insistOnBoard: true, ...part } });
  const run = { session_id: row.id, attempt: 1, correlation_id: row.correlationId };
  await meetings.start({ ...run, user_id: user.id, tier: 'pro' });
  return row.id;
}

const eventsOf = (sessionId: string): Promise<SessionEvent[]> => readEvents(db, { sessionId, after: 0 });
const typesOf = async (sessionId: string) => (await eventsOf(sessionId)).map(({ type }) => type);
const statusOf = async (sessionId: string) => (await db.session.findUniqueOrThrow({ where: { id: sessionId } })).status;
const has = (sessionId: string, type: SessionEvent['type']) =>
  until(type, async () => (await typesOf(sessionId)).includes(type), 40_000);

async function answerAll(sessionId: string): Promise<void> {
  const open = await db.question.findMany({ where: { sessionId, state: 'open' } });
  const answers = open.map(({ questionId }) => ({ question_id: questionId, answer: ANSWER }));
  const batch = await db.answerBatch.create({ data: { id: randomUUID(), sessionId, answers } });
  const questionIds = open.map(({ questionId }) => questionId);
  const { remaining_question_ids } = await meetings.submitAnswers(sessionId, { batchId: batch.id, questionIds });
  expect(remaining_question_ids).toEqual([]);
}

/** Raises a hand and sets a constraint. */
async function speak(sessionId: string): Promise<void> {
  const hand = await db.interjection.create({
    data: { id: randomUUID(), sessionId, text: 'Wilhelmina in Xanthopolis would rent us her kitchen.' },
  });
  expect(await meetings.raiseInterjection(sessionId, hand.id)).toMatchObject({ number: 1 });
  const change = await db.constraintChange.create({
    data: { id: randomUUID(), sessionId, constraints: ['Nobody of the Umbersley family may be let go.'] },
  });
  await meetings.setConstraints(sessionId, change.id);
}

/** What must hold of a meeting that has ended: no gap, one end, the last; no money held. */
async function settled(sessionId: string): Promise<SessionEvent[]> {
  await until(
    'ended',
    async () => (await db.session.findUniqueOrThrow({ where: { id: sessionId } })).closedAttempt > 0,
    50_000,
  );
  const events = await eventsOf(sessionId);
  expect(events.map(({ sequence }) => sequence)).toEqual(events.map((_, index) => index + 1));
  const ends = events.filter(({ type }) => ['complete', 'partial', 'failed', 'cancelled'].includes(type));
  expect(ends).toEqual([events.at(-1)]);
  expect(await db.budget.findUniqueOrThrow({ where: { sessionId } })).toMatchObject({ state: 'closed' });
  expect(await db.llmAttempt.count({ where: { sessionId, state: 'reserved' } })).toBe(0);
  return events;
}

test('a whole meeting on the real parts: asked, answered, deliberated, archived; no text in its histories', async () => {
  const id = await begin();
  await has(id, 'clarification_required');
  await answerAll(id);
  await speak(id);
  const events = await settled(id);
  expect(events.at(-1)!.type).toBe('complete');
  expect(events.map(({ type }) => type)).toEqual(
    expect.arrayContaining(['interjection_raised', 'interjection_answered', 'constraints_changed']),
  );
  await client.workflow.result(id);
  const session = await db.session.findUniqueOrThrow({ where: { id } });
  expect(session.archiveJsonKey).toBeTruthy();

  const recorded = await historiesOf(client, id);
  expect(recorded.map(({ workflowId }) => workflowId)).toEqual([id, deliberationId(id, 0, 1)]);
  const texts = events.flatMap(({ data }) => longTexts(data));
  expect(texts.length).toBeGreaterThan(50);
  expect(findLeaks(recorded, [PROBLEM, ANSWER, 'Zephyrine', 'Ottoline', 'Wilhelmina', 'Umbersley', ...texts])).toEqual(
    [],
  );
  await replay(await workflowBundle(CACHE), recorded);
});

/** Sentences of people and models in an event: whatever has a space in it and is not short. */
function longTexts(data: unknown): string[] {
  if (typeof data === 'string') return data.length > 24 && data.includes(' ') ? [data] : [];
  return data && typeof data === 'object' ? Object.values(data).flatMap(longTexts) : [];
}

test('paused in a round, resumed, and complete', async () => {
  const id = await begin({ skipClarification: true });
  await has(id, 'round_started');
  expect(await meetings.pause(id, randomUUID())).toEqual({ status: 'paused' });
  expect(await statusOf(id)).toBe('paused');
  expect(await meetings.resume(id, randomUUID())).toEqual({ status: 'running' });
  const events = await settled(id);
  const types = events.map(({ type }) => type);
  expect(types.at(-1)).toBe('complete');
  expect(types.filter((type) => type === 'paused' || type === 'resumed')).toEqual(['paused', 'resumed']);
});

test.each([
  ['by an administrator', 0, 'cancelled_by_admin'],
  ['by its person', 1, 'stopped_by_user'],
])('stopped in a round %s: the row, the log and the engine say the same', async (_, stopRequestedAttempt, reason) => {
  const id = await begin({ skipClarification: true });
  await has(id, 'contribution_started');
  await db.session.update({ where: { id }, data: { stopRequestedAttempt } });
  await meetings.cancel(id);
  const events = await settled(id);
  expect(events.find(({ type }) => type === 'stopping')).toMatchObject({ data: { reason } });
  expect(events.at(-1)).toMatchObject({ type: 'cancelled', data: { reason } });
  expect(await statusOf(id)).toBe('cancelled');
  await until('closed', async () => (await meetings.state(id)).state === 'closed');
  expect(await meetings.state(id)).toEqual({ state: 'closed', attempt: 1, closedAs: 'cancelled' });
});

test('a worker that is killed in a round: the meeting is complete all the same', async () => {
  const id = await begin({ skipClarification: true });
  await has(id, 'contribution_started');
  stack.kill('worker');
  const events = await settled(id);
  expect(events.at(-1)!.type).toBe('complete');
});

/** Puts the next build in the place of the present one, as a roll-out does, and ends the worker that runs the present one. */
async function rollOut(next: WorkflowBundle): Promise<void> {
  const present = await workflowBundle(CACHE);
  // Where this stack's worker looks for its bundle before it builds one.
  const kept = path.join(cache, path.basename(present.codePath));
  await copyFile(next.codePath, kept);
  await stack.restart('worker');
}

/** Processes that took a run's workflow tasks, in their order, each once. */
const workersOf = ({ history }: Recorded) => [
  ...new Set((history.events ?? []).flatMap((event) => event.workflowTaskCompletedEventAttributes?.identity ?? [])),
];

test('a meeting begun on one build is asked there, and answered and ended on the next; one begun there takes its new step', async () => {
  const old = await begin();
  await has(old, 'clarification_required');
  const next = await nextBundle();
  await rollOut(next);
  await answerAll(old);
  expect((await settled(old)).at(-1)!.type).toBe('complete');
  const fresh = await begin({ skipClarification: true });
  await has(fresh, 'route_decided');
  await meetings.cancel(fresh);
  await settled(fresh);

  const [oldRun, freshRun] = [await historiesOf(client, old), await historiesOf(client, fresh)];
  expect(workersOf(oldRun[0]!)).toHaveLength(2);
  expect(workersOf(freshRun[0]!)).toEqual(workersOf(oldRun[0]!).slice(1));
  expect(findLeaks(oldRun, [NEW_STEP])).toEqual([]);
  expect(findLeaks(freshRun, [NEW_STEP])).toEqual([NEW_STEP]);
  await replay(next, [...oldRun, ...freshRun]);
  await expect(replay(await workflowBundle(CACHE), freshRun)).rejects.toThrow('do not replay');
});
