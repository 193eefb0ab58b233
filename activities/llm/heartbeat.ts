import { Context } from '@temporalio/activity';

const BEAT_MS = 1_000;

/**
 * Runs `work` with a heartbeat each second, without details; its signal aborts when the activity is cancelled. The engine
 * counts silence from the moment it handed the task out: in a process that has just started, or is short of time, a good
 * part of what it puts up with may have passed, so that a late start beats at once. Any other would pay a write for it.
 */
export async function withHeartbeat<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const context = Context.current();
  if (Date.now() - context.info.currentAttemptScheduledTimestampMs > BEAT_MS / 2) context.heartbeat();
  const beat = setInterval(() => context.heartbeat(), BEAT_MS);
  try {
    return await work(context.cancellationSignal);
  } finally {
    clearInterval(beat);
  }
}
