import { copyFileSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Context } from '@temporalio/activity';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ScriptedBoard } from '../workflows/meeting/fixtures/board.ts';
import { assertInvariants } from '../workflows/meeting/fixtures/log.ts';
import { until } from '../workflows/meeting/fixtures/until.ts';
import { OpenTasks } from './open-tasks.ts';
import { newMeeting, type Rig, startRig } from './testing.ts';

let rig: Rig;
const folder = mkdtempSync(path.join(tmpdir(), 'bo1-open-tasks-'));
const board = new ScriptedBoard();
beforeAll(async () => {
  rig = await startRig();
});
afterAll(async () => {
  await rig.close();
  rmSync(folder, { recursive: true, force: true });
});

/** The judge's first step hangs, and beats for ever: no timeout frees it within the test. */
function hangingJudge() {
  const attempts: number[] = [];
  const over = Promise.withResolvers<void>();
  const { activities } = board;
  const judge: typeof activities.judge = async (...args) => {
    const context = Context.current();
    attempts.push(context.info.attempt);
    if (attempts.length > 1) return activities.judge(...args);
    const beat = setInterval(() => context.heartbeat(), 500);
    await over.promise;
    clearInterval(beat);
    throw new Error('The process is dead by now');
  };
  return { activities: { ...activities, judge }, attempts, bury: over.resolve };
}

test('what a dead worker had in hand is tried again as soon as its successor starts, and ended attempts are left alone', async () => {
  const { activities, attempts, bury } = hangingJudge();
  const dead = new OpenTasks(folder);
  await rig.startWorker(activities, { openTasks: dead });
  const meeting = newMeeting();
  const table = board.seat(meeting.session_id, {});
  await rig.start(meeting);
  await until('the judge hangs, alone', () => attempts.length === 1 && readdirSync(folder).length === 1);

  const [file] = readdirSync(folder);
  expect(await dead.giveBack(rig.client.activity), 'of its own it gives nothing back').toBe(0);
  const token = path.join(folder, file!);
  const successor = new OpenTasks(folder);
  const ofTheLiving = path.join(folder, `${process.ppid}.1-1`);
  copyFileSync(token, ofTheLiving);
  expect(await successor.giveBack(rig.client.activity), 'a worker beside it goes on').toBe(0);
  rmSync(ofTheLiving);
  const left = path.join(folder, `${process.pid}.1-1`); // an earlier life with the same pid, as in a container
  copyFileSync(token, left);
  expect(await successor.giveBack(rig.client.activity)).toBe(1);
  expect(await rig.client.workflow.result(meeting.session_id)).toEqual({ status: 'completed' });
  expect(attempts.slice(0, 2)).toEqual([1, 2]);

  copyFileSync(token, left);
  expect(await successor.giveBack(rig.client.activity), 'the first attempt is over').toBe(0);
  bury();
  await until('nothing is open', () => readdirSync(folder).length === 0);
  assertInvariants(table.log.entries);
  await rig.replayAll();
});
