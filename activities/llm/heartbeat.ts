import { Context } from '@temporalio/activity';

const BEAT_MS = 1_000;

/** Runs `work` with a heartbeat each second, without details; its signal aborts when the activity is cancelled. */
export async function withHeartbeat<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const context = Context.current();
  const beat = setInterval(() => context.heartbeat(), BEAT_MS);
  try {
    context.heartbeat();
    return await work(context.cancellationSignal);
  } finally {
    clearInterval(beat);
  }
}
