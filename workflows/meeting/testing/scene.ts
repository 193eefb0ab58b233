import { afterAll, beforeAll } from 'vitest';
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
  begin(part?: Partial<Script>, input?: Partial<MeetingInput>): Promise<{ meeting: MeetingInput; table: Table }>;
  /** Waits for the end and checks what must hold of every meeting. The engine's word for a failure is its type. */
  end(meeting: MeetingInput): Promise<MeetingResult | { failure: string }>;
}

/** One server and one worker for a test file; every workflow that its tests ran is replayed at the end. */
export function useScene(): Scene {
  const scene = {} as Scene;

  beforeAll(async () => {
    scene.rig = await startRig();
    scene.board = new ScriptedBoard();
    scene.worker = await scene.rig.startWorker(scene.board.activities);
  });
  afterAll(async () => {
    try {
      await scene.rig.replayAll();
    } finally {
      await scene.rig.close();
    }
  });

  scene.begin = async (part, input) => {
    const meeting = newMeeting(input);
    const table = scene.board.seat(meeting.session_id, part);
    await scene.rig.start(meeting);
    return { meeting, table };
  };
  scene.end = async (meeting) => {
    const result = await outcomeOf(scene, meeting);
    assertInvariants(scene.board.table(meeting).log.entries);
    return result;
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
