import { setTimeout as wait } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { patience } from './patience.ts';

/** Keeps the event loop from everything else. */
function block(ms: number): void {
  const until = performance.now() + ms;
  while (performance.now() < until);
}

test('ends when nothing was heard for that long', async () => {
  const begun = performance.now();
  const { over, signal } = patience(300);
  await expect(over).rejects.toThrow('no answer within 300 ms');
  expect(signal.aborted).toBe(true);
  expect(performance.now() - begun).toBeGreaterThan(280);
});

test('does not count time in which we could not listen', async () => {
  const { over, signal, end } = patience(300);
  block(900);
  await Promise.race([over, wait(20)]);
  expect(signal.aborted).toBe(false);
  end();
});
