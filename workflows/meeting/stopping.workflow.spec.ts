import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { deliberationId } from '@bo1/contracts/engine/values';
import { DEFAULT_LIMITS } from '@bo1/contracts/meeting/values';
import { describe, expect, test } from 'vitest';
import { TEMPORAL } from '../../temporal/testing.ts';
import type { MeetingInput, MeetingResult } from './meeting.messages.ts';
import { assertInvariants } from './fixtures/log.ts';
import type { Table } from './fixtures/table.ts';
import { HoldUp, type Script, SEVERAL } from './fixtures/script.ts';
import { useScene } from './fixtures/scene.ts';
import { until } from './fixtures/until.ts';

const scene = useScene();
const run = promisify(execFile);
const limits = { ...DEFAULT_LIMITS, skip_clarification: false, insist_on_board: false };
const single: Partial<Script> = { route: 'single' };

/** A short transaction ends by itself; a call of the model is told to stop. */
const RECORD_STEPS = [
  'openRun',
  'collectContext',
  'openQuestions',
  'recordBatches',
  'startSubProblem',
  'openRound',
  'recordStop',
];

/** What a stop leaves in the log. Whether the person asked for it is for the record to say: no cancellation tells. */
const fromOutside = [
  ['stopping', 'cancelled_by_admin'],
  ['cancelled', 'cancelled_by_admin'],
];
const lastReasons = ({ log }: Table) => log.entries.slice(-2).map(({ type, data }) => [type, data.reason]);

const beforeSynthesis: [string, Partial<Script>?][] = [
  ['openRun'],
  ['route'],
  ['answerDirectly', single],
  ['collectContext'],
  ['clarify', { limits, questions: ['q1'] }],
  ['openQuestions', { limits, questions: ['q1'] }],
  ['decompose'],
  ['recordBatches'],
  ['startSubProblem'],
  ['selectExperts'],
  ['openRound'],
  ['contribute'],
  ['judge'],
  ['summariseRound'],
  ['facilitate'],
  ['recordStop'],
  ['vote'],
  ['synthesise'],
  ['synthesiseMeeting', { subProblems: SEVERAL }],
];

describe('a stop', () => {
  test.concurrent.each(beforeSynthesis)('during %s leaves one end, and nothing after it', async (step, part) => {
    const slow = new HoldUp(step);
    const { meeting, table } = await scene.begin({ ...part, holds: [slow] });
    await slow.begun;
    await scene.rig.meetings.cancel(meeting.session_id);
    if (RECORD_STEPS.includes(step)) slow.release();
    expect(await scene.end(meeting)).toEqual({ failure: 'CancelledFailure' });
    expect(table.log.types.at(-1)).toBe('cancelled');
    expect(table.status).toBe('cancelled');
    expect(await scene.rig.meetings.state(meeting.session_id)).toEqual({
      state: 'closed',
      attempt: 1,
      closedAs: 'cancelled',
    });
  });

  test.concurrent.each(['planActions', 'closeRun', 'archive'])('during %s keeps the record', async (step) => {
    const slow = new HoldUp(step);
    const { meeting, table } = await scene.begin({ holds: [slow] });
    await slow.begun;
    await scene.rig.meetings.cancel(meeting.session_id);
    slow.release();
    expect(await scene.end(meeting)).toEqual({ status: 'completed' });
    expect(table.log.types.at(-1)).toBe('complete');
    expect(table.archived).toBe(1);
  });

  test.concurrent('that ends planActions keeps the record, and is told with it', async () => {
    const slow = new HoldUp('planActions');
    const { meeting, table } = await scene.begin({ holds: [slow] });
    await slow.begun;
    await scene.rig.meetings.cancel(meeting.session_id);
    expect(await scene.end(meeting)).toEqual({ status: 'completed' });
    expect(table.log.entries.at(-1)).toMatchObject({
      type: 'complete',
      data: { cut_short: { kind: 'cancelled', reason: 'cancelled_by_admin' } },
    });
  });

  test.concurrent('of two deliberations at once', async () => {
    const slow = new HoldUp('judge');
    const { meeting, table } = await scene.begin({ holds: [slow], subProblems: SEVERAL });
    await slow.begun;
    await scene.rig.meetings.cancel(meeting.session_id);
    expect(await scene.end(meeting)).toEqual({ failure: 'CancelledFailure' });
    expect(table.log.types).not.toContain('sub_problem_failed');
  });

  test.concurrent('by the command line is the same', async () => {
    const slow = new HoldUp('contribute');
    const { meeting, table } = await scene.begin({ holds: [slow] });
    await slow.begun;
    await run(TEMPORAL, ['workflow', 'cancel', '--workflow-id', meeting.session_id, '--address', scene.rig.address]);
    expect(await scene.end(meeting)).toEqual({ failure: 'CancelledFailure' });
    expect(lastReasons(table)).toEqual(fromOutside);
  });

  test.concurrent('of the deliberation itself stops its meeting', async () => {
    const slow = new HoldUp('contribute');
    const { meeting, table } = await scene.begin({ holds: [slow] });
    await slow.begun;
    await scene.rig.client.workflow.getHandle(deliberationId(meeting.session_id, 0, 1)).cancel();
    expect(await scene.end(meeting)).toEqual({ status: 'cancelled' });
    expect(lastReasons(table)).toEqual(fromOutside);
  });

  test.concurrent('twice is once', async () => {
    const slow = new HoldUp('judge');
    const { meeting, table } = await scene.begin({ holds: [slow] });
    await slow.begun;
    await Promise.all([1, 2].map(() => scene.rig.meetings.cancel(meeting.session_id)));
    await scene.end(meeting);
    expect(table.log.types.filter((type) => type === 'stopping')).toHaveLength(1);
    await scene.rig.meetings.cancel(meeting.session_id);
    expect(table.log.types.at(-1)).toBe('cancelled');
  });
});

describe('from outside', () => {
  test.concurrent('a termination ends the deliberation too', async () => {
    const slow = new HoldUp('contribute');
    const { meeting } = await scene.begin({ holds: [slow] });
    await slow.begun;
    await scene.rig.client.workflow.getHandle(meeting.session_id).terminate('an admin');
    const child = scene.rig.client.workflow.getHandle(deliberationId(meeting.session_id, 0, 1));
    await until('the child has ended', async () => (await child.describe()).status.name === 'TERMINATED');
    expect(await scene.rig.meetings.state(meeting.session_id)).toEqual({
      state: 'closed',
      attempt: 1,
      closedAs: 'terminated',
    });
    slow.release();
  });

  test.concurrent('rows that are over end the workflow quietly', async () => {
    const slow = new HoldUp('judge');
    const { meeting, table } = await scene.begin({ holds: [slow] });
    await slow.begun;
    table.log.append(1, 'end', 'cancelled');
    slow.release();
    expect(await scene.end(meeting)).toEqual({ status: 'superseded' });
  });

  test.concurrent('rows that are gone end the workflow quietly', async () => {
    const meeting = await scene.rig.start();
    expect(await scene.rig.client.workflow.result(meeting.session_id)).toEqual({ status: 'superseded' });
  });

  test.concurrent('a second start of a running meeting joins it, of an ended one does nothing', async () => {
    const { meeting, table } = await scene.begin();
    await scene.rig.meetings.start(meeting);
    await scene.end(meeting);
    const before = table.log.entries.length;
    await scene.rig.meetings.start(meeting);
    expect(table.log.entries).toHaveLength(before);
  });
});

describe('a reset', () => {
  async function resetTo(meeting: MeetingInput, after: string): Promise<void> {
    const { client } = scene.rig;
    await scene.rig.remember(meeting.session_id);
    const { runId } = await client.workflow.getHandle(meeting.session_id).describe();
    const { events } = await client.workflow.getHandle(meeting.session_id).fetchHistory();
    const from = events!.findIndex((event) => event.activityTaskScheduledEventAttributes?.activityType?.name === after);
    const task = events!.slice(from).find((event) => event.workflowTaskCompletedEventAttributes)!;
    await client.workflowService.resetWorkflowExecution({
      namespace: 'default',
      workflowExecution: { workflowId: meeting.session_id, runId },
      workflowTaskFinishEventId: task.eventId!,
      requestId: crypto.randomUUID(),
      reason: 'test',
    });
  }

  const subProblems = [{ index: 0, complexity: 1, depends_on: [] }];

  test.concurrent('to before its deliberation, while that runs: it is ended and deliberated again', async () => {
    const slow = new HoldUp('vote');
    const { meeting, table } = await scene.begin({ holds: [slow], subProblems });
    await slow.begun;
    const { client } = scene.rig;
    const childId = deliberationId(meeting.session_id, 0, 1);
    const { runId } = await client.workflow.getHandle(childId).describe();
    await resetTo(meeting, 'route');
    // The engine leaves it running: the new run finds its id taken.
    const orphan = client.workflow.getHandle(childId, runId);
    await until('the orphan ends', async () => (await orphan.describe()).status.name === 'CANCELLED', 30_000);
    slow.release();
    expect(await scene.end(meeting)).toEqual({ status: 'completed' });
    expect((await client.workflow.getHandle(childId).describe()).runId).not.toBe(runId);
    expect(table.calls.filter((key) => key.endsWith('/contribute'))).toHaveLength(9);
  });

  test.concurrent('to the middle of a deliberation', async () => {
    const slow = new HoldUp('vote');
    const { meeting } = await scene.begin({ holds: [slow], subProblems });
    await slow.begun;
    await resetTo(meeting, 'decompose');
    slow.release();
    expect(await scene.end(meeting)).toEqual({ status: 'completed' });
  });

  test.concurrent('to after the deliberation', async () => {
    const slow = new HoldUp('planActions');
    const { meeting } = await scene.begin({ holds: [slow], subProblems: SEVERAL });
    await slow.begun;
    await resetTo(meeting, 'synthesiseMeeting');
    slow.release();
    expect(await scene.end(meeting)).toEqual({ status: 'completed' });
  });

  test.concurrent.each(['route', 'decompose', 'synthesiseMeeting', 'planActions'])(
    'of an ended meeting, to after %s, adds nothing',
    async (step) => {
      const { meeting, table } = await scene.begin({ subProblems: SEVERAL });
      await scene.end(meeting);
      const before = table.log.entries.length;
      await resetTo(meeting, step);
      const { status } = (await scene.rig.client.workflow.result(meeting.session_id)) as MeetingResult;
      expect(['superseded', 'completed']).toContain(status);
      expect(table.log.entries).toHaveLength(before);
      assertInvariants(table.log.entries);
    },
  );
});
