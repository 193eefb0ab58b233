import { addDelta, dropDraft, NO_DRAFTS, restartDraft, type Drafts } from './drafts.ts';
import { reduceMeeting } from './reducer.ts';
import { EMPTY_MEETING, type MeetingState } from './state.ts';
import { openStream, type Connection, type MeetingStream } from './stream.ts';
import type { RequestError } from '#http/request.ts';

export interface MeetingView {
  meeting: MeetingState;
  drafts: Drafts;
  connection: Connection;
  /** Whether the line was down before: then "up to date" is news. */
  wasDown: boolean;
  /** Why the log cannot be read at all. */
  refused: RequestError | null;
}

const FIRST: MeetingView = {
  meeting: EMPTY_MEETING,
  drafts: NO_DRAFTS,
  connection: 'connecting',
  wasDown: false,
  refused: null,
};
/** Pieces of text come many times a second; the page is drawn at most this often. */
const DRAW_EVERY_MS = 32;

const DOWN = new Set<Connection>(['reconnecting', 'offline']);

/** A meeting as an external store for React: it follows the stream while somebody is subscribed. */
export function createMeetingStore(sessionId: string) {
  let view = FIRST;
  let timer: ReturnType<typeof setTimeout> | null = null;
  const listeners = new Set<() => void>();

  const change = (part: Partial<MeetingView>) => {
    view = { ...view, ...part };
    timer ??= setTimeout(() => {
      timer = null;
      snapshot = view;
      for (const listener of listeners) listener();
    }, DRAW_EVERY_MS);
  };
  let snapshot = view;

  const follow = () =>
    openStream({
      url: `/api/v1/sessions/${encodeURIComponent(sessionId)}`,
      onEvents: (events) => {
        let { meeting, drafts } = view;
        for (const event of events) {
          meeting = reduceMeeting(meeting, event);
          if (event.type === 'contribution') drafts = dropDraft(drafts, event.data.call_key);
        }
        change({ meeting, drafts });
      },
      onDelta: (delta) => change({ drafts: addDelta(view.drafts, delta) }),
      onRestarted: (restarted) => change({ drafts: restartDraft(view.drafts, restarted) }),
      onConnection: (connection) => change({ connection, wasDown: view.wasDown || DOWN.has(connection) }),
      isOnline: () => navigator.onLine,
      onRefused: (refused) => change({ refused }),
    });

  let current: MeetingStream | null = null;
  const subscribe = (listener: () => void) => {
    listeners.add(listener);
    const stream = follow();
    current = stream;
    const wake = () => document.visibilityState === 'visible' && stream.wake();
    document.addEventListener('visibilitychange', wake);
    window.addEventListener('online', stream.wake);
    window.addEventListener('offline', stream.lose);
    window.addEventListener('pageshow', wake);
    return () => {
      listeners.delete(listener);
      stream.close();
      document.removeEventListener('visibilitychange', wake);
      window.removeEventListener('online', stream.wake);
      window.removeEventListener('offline', stream.lose);
      window.removeEventListener('pageshow', wake);
    };
  };
  return { reopen: () => current?.reopen(), subscribe, read: () => snapshot, readFirst: () => FIRST };
}
