import { Context } from '@temporalio/activity';

const BEAT_MS = 1_000;

/**
 * Runs `work` with a heartbeat each second, without details; its signal aborts when the activity is cancelled. The engine
 * counts silence from the start: a beat then would only cost it a write.
 */
export async function withHeartbeat<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const context = Context.current();
  const beat = setInterval(() => context.heartbeat(), BEAT_MS);
  try {
    return await work(context.cancellationSignal);
  } finally {
    clearInterval(beat);
  }
}
