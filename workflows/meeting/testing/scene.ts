import { afterAll, afterEach, beforeAll } from 'vitest';
import { newMeeting, type Rig, type RunningWorker, startRig } from '../../../temporal/testing.ts';
import type { MeetingInput, MeetingResult } from '../meeting.messages.ts';
import { assertInvariants } from './log.ts';
import { ScriptedBoard, type Table } from './board.ts';
import type { Script } from './script.ts';

export interface Scene {
  rig: Rig;
  board: ScriptedBoard;
  worker: RunningWorker;
  /** Seats a board with a script and starts its meeting. */
  begin(part?: Partial<Script>): Promise<{ meeting: MeetingInput; table: Table }>;
  /** Waits for the end and checks what must hold of every meeting. The engine's word for a failure is its type. */
  end(meeting: MeetingInput): Promise<MeetingResult | { failure: string }>;
  /** Holds the named step of the meeting up; gives how often it has begun, and what lets it go on. */
  holdUp(step: string, meeting?: MeetingInput): HoldUp;
}

export interface HoldUp {
  begun: Promise<void>;
  release: () => void;
}

/** One server and one worker for a test file; every workflow that a test ran is replayed after it. */
export function useScene(): Scene {
  const scene = {} as Scene;
  const hooks: ((step: string, sessionId: string) => Promise<void> | void)[] = [];

  beforeAll(async () => {
    scene.rig = await startRig();
    scene.board = new ScriptedBoard();
    scene.board.gate = async (step, _target, run) => {
      for (const hook of hooks) await hook(step, run.session_id);
    };
    scene.worker = await scene.rig.startWorker(scene.board.activities);
  });
  afterEach(async () => {
    hooks.length = 0;
    await scene.rig.replayAll();
  });
  afterAll(() => scene.rig.close());

  scene.begin = async (part) => {
    const meeting = newMeeting();
    const table = scene.board.seat(meeting.session_id, part);
    await scene.rig.start(meeting);
    return { meeting, table };
  };
  scene.end = async (meeting) => {
    const result = await outcomeOf(scene, meeting);
    assertInvariants(scene.board.table(meeting).log.entries);
    return result;
  };
  scene.holdUp = (step, meeting) => {
    const begun = Promise.withResolvers<void>();
    const released = Promise.withResolvers<void>();
    hooks.push((name, sessionId) => {
      if (name !== step || (meeting && sessionId !== meeting.session_id)) return;
      begun.resolve();
      return released.promise;
    });
    return { begun: begun.promise, release: () => released.resolve() };
  };
  return scene;
}

async function outcomeOf({ rig }: Scene, meeting: MeetingInput): Promise<MeetingResult | { failure: string }> {
  try {
    return (await rig.client.workflow.result(meeting.session_id)) as MeetingResult;
  } catch (error) {
    const cause = (error as { cause?: { type?: string; name?: string } }).cause;
    return { failure: cause?.type ?? cause?.name ?? String(error) };
  }
}

/** Waits until something holds, looking each 10 ms; a test that waits in vain fails with `what`. */
export async function until(what: string, holds: () => boolean | Promise<boolean>, ms = 15_000): Promise<void> {
  const deadline = Date.now() + ms;
  while (!(await holds())) {
    if (Date.now() > deadline) throw new Error(`Waited ${ms} ms in vain: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
