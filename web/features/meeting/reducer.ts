import type { SessionEvent, SessionEventOf } from '@bo1/contracts/events/schema';
import type { EventType } from '@bo1/contracts/events/values';
import { boardHandlers } from './reduce-board.ts';
import { frameHandlers } from './reduce-frame.ts';
import { EMPTY_MEETING, type MeetingState } from './state.ts';

/** Applies one event that is exactly the next one. Never changes the state it is given. */
export type Handler<T extends EventType> = (state: MeetingState, event: SessionEventOf<T>) => MeetingState;
export type Handlers = { [T in EventType]: Handler<T> };

const handlers: Handlers = { ...frameHandlers, ...boardHandlers };

/** Whether the board rests: nobody works, so that time does not count as elapsed. */
export const isIdle = (state: MeetingState): boolean =>
  state.ending !== null || state.paused || state.questions.some((question) => question.state === 'open');

function keepTime(before: MeetingState, after: MeetingState, at: string): MeetingState {
  const was = isIdle(before);
  const is = isIdle(after);
  if (!was && is) return { ...after, idleSince: at };
  if (was && !is && before.idleSince)
    return {
      ...after,
      idleSince: null,
      idleMs: after.idleMs + Math.max(0, Date.parse(at) - Date.parse(before.idleSince)),
    };
  return after;
}

function applyNext(state: MeetingState, event: SessionEvent): MeetingState {
  // A type this build does not know yet is skipped: a new event is a compatible change.
  const handle = handlers[event.type] as Handler<EventType> | undefined;
  const next = handle ? handle(state, event as never) : state;
  return { ...keepTime(state, next, event.at), sequence: event.sequence };
}

/**
 * The page's one reducer. Events may come twice or before their turn: a known one changes nothing, an early one is
 * held until the gap before it is filled. So any order of the same events leads to the same state.
 */
export function reduceMeeting(state: MeetingState, event: SessionEvent): MeetingState {
  if (event.sequence <= state.sequence || state.held[event.sequence]) return state;
  if (event.sequence > state.sequence + 1) return { ...state, held: { ...state.held, [event.sequence]: event } };
  let next = applyNext(state, event);
  for (let early = next.held[next.sequence + 1]; early; early = next.held[next.sequence + 1]) {
    const { [early.sequence]: _applied, ...held } = next.held;
    next = applyNext({ ...next, held }, early);
  }
  return next;
}

export const replay = (events: readonly SessionEvent[], from: MeetingState = EMPTY_MEETING): MeetingState =>
  events.reduce(reduceMeeting, from);
