import { expect, test } from 'vitest';
import { ActiveTime, LONGEST_GAP_MS } from './active-time.ts';

function clock() {
  let now = 1_000_000;
  return { now: () => now, pass: (ms: number) => (now += ms) };
}

test('counts while a step runs, parallel steps once', () => {
  const { now, pass } = clock();
  const time = new ActiveTime(500, now);
  pass(10_000);
  const [first, second] = [time.begin(), time.begin()];
  pass(100);
  first();
  pass(50);
  second();
  pass(10_000);
  expect(time.ms).toBe(650);
});

test('a night with the stack switched off does not count', () => {
  const { now, pass } = clock();
  const time = new ActiveTime(0, now);
  const end = time.begin();
  pass(8 * 3_600_000);
  end();
  expect(time.ms).toBe(LONGEST_GAP_MS);
});

test('takes over what another workflow measured', () => {
  const time = new ActiveTime(100);
  time.advanceTo(300);
  time.advanceTo(200);
  expect(time.ms).toBe(300);
});
