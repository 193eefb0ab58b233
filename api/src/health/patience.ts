const TICK_MS = 100;

/**
 * Rejects after `ms` in which this process was free to hear an answer. A plain timer would be due as well when our own
 * event loop was busy meanwhile, with the answer waiting unread: here a tick counts once, however late it comes.
 */
export function patience(ms: number): { over: Promise<never>; signal: AbortSignal; end(): void } {
  const stop = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const over = new Promise<never>((_, reject) => {
    let left = ms;
    const tick = () => {
      left -= TICK_MS;
      if (left > 0) return void (timer = setTimeout(tick, Math.min(TICK_MS, left)));
      const reason = new Error(`no answer within ${ms} ms`);
      stop.abort(reason);
      reject(reason);
    };
    timer = setTimeout(tick, TICK_MS);
  });
  over.catch(() => undefined);
  return { over, signal: stop.signal, end: () => clearTimeout(timer) };
}
