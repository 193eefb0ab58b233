import { randomUUID } from 'node:crypto';
import { DEFAULT_LIMITS, type RoundSignals } from '@bo1/contracts/meeting/values';
import type { Rig } from '../../../temporal/testing.ts';
import { newMeeting } from '../../../temporal/testing.ts';
import type { MeetingInput } from '../meeting.messages.ts';
import type { ScriptedBoard, Table } from './board.ts';
import { until } from './until.ts';
import { HoldUp, type Script, signals } from './script.ts';

/** A way that control can take through a meeting, to be recorded once and replayed by every later build. */
export interface Shape {
  part?: Partial<Script>;
  /** What people do while it runs. */
  during?: (rig: Rig, meeting: MeetingInput, table: Table) => Promise<void>;
}

const limits = { ...DEFAULT_LIMITS, skip_clarification: true, insist_on_board: false };
const plan = (index: number, complexity: number, ...depends_on: number[]) => ({ index, complexity, depends_on });

function heldUp(step: string, part: Partial<Script>, act: NonNullable<Shape['during']>): Shape {
  const slow = new HoldUp(step);
  return {
    part: { ...part, holds: [slow] },
    during: async (rig, meeting, table) => {
      await slow.begun;
      await act(rig, meeting, table);
      slow.release();
    },
  };
}

async function answerInParts(rig: Rig, meeting: MeetingInput, table: Table): Promise<void> {
  await until('asked', () => table.log.types.includes('clarification_required'));
  for (const questionIds of [['q2'], ['q1', 'q3']]) {
    const batchId = randomUUID();
    table.batches.set(batchId, questionIds);
    await rig.meetings.submitAnswers(meeting.session_id, { batchId, questionIds });
  }
}

/** By the name of its file under histories/. Made anew for each use, since a hold-up is used once. */
export const shapes = (): Record<string, Shape> => ({
  routine: { part: { route: 'single' } },
  board: {},
  answers: {
    part: { limits: { ...limits, skip_clarification: false }, questions: ['q1', 'q2', 'q3'] },
    during: answerInParts,
  },
  paused: heldUp('contribute', {}, async (rig, meeting) => {
    await rig.meetings.pause(meeting.session_id, randomUUID());
    await rig.meetings.resume(meeting.session_id, randomUUID());
  }),
  stopped: heldUp('judge', {}, (rig, meeting) => rig.meetings.cancel(meeting.session_id)),
  'stopped-after-synthesis': heldUp('planActions', {}, (rig, meeting) => rig.meetings.cancel(meeting.session_id)),
  partial: {
    part: {
      subProblems: [plan(0, 1), plan(1, 1), plan(2, 1, 0)],
      fails: (step, target) => (step === 'judge' && target.sub_problem_index === 1 ? 'invalid_model_answer' : null),
    },
  },
  failed: { part: { fails: (step) => (step === 'decompose' ? 'provider_rejected' : null) } },
  'out-of-budget': { part: { affordableRounds: 1 } },
  impasse: { part: { subProblems: [plan(0, 9)], signals: () => signals({ conflict: 0.8, novelty: 0.3 }) } },
  targeted: {
    part: {
      signals: () => signals({ agreement: 0.95, novelty: 0, aspects: { risks: 'none' } as RoundSignals['aspects'] }),
    },
  },
  quiet: heldUp('judge', { limits: { ...limits, liveness_ms: 200 } }, (_rig, _meeting, table) =>
    until('quiet', () => table.log.types.includes('degraded')),
  ),
});

/** Runs a shape to its end; its histories can be fetched then. */
export async function runShape(rig: Rig, board: ScriptedBoard, { part, during }: Shape): Promise<MeetingInput> {
  const meeting = newMeeting({ user_id: 'user' });
  const table = board.seat(meeting.session_id, part);
  await rig.start(meeting);
  await during?.(rig, meeting, table);
  await rig.client.workflow.result(meeting.session_id).catch(() => undefined);
  return meeting;
}
