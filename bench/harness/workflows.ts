import { executeChild, proxyActivities, proxyLocalActivities } from '@temporalio/workflow';
import type { HarnessActivities, Shape } from './activities.ts';

/**
 * The floor: the same tree of model calls as a meeting, the engine's plain settings, one local step a round, no database,
 * no events, no ledger, no stream.
 */
const { call } = proxyActivities<HarnessActivities>({ startToCloseTimeout: '60s' });
const { note } = proxyLocalActivities<HarnessActivities>({ startToCloseTimeout: '5s' });

const all = (count: number, name: string) =>
  Promise.all(Array.from({ length: count }, (_, index) => call(`${name}/${index}`)));

export async function bareMeeting(shape: Shape): Promise<void> {
  await call('route');
  await call('decompose');
  await executeChild(bareDeliberation, { args: [shape] });
  await call('actions');
}

export async function bareDeliberation(shape: Shape): Promise<void> {
  await call('select');
  for (let round = 1; round <= shape.rounds; round++) {
    await all(shape.experts, `r${round}`);
    await all(shape.calls_beside_the_judge + 1, `r${round}/judge`);
    if (round < shape.rounds || shape.facilitated_at_the_end) await call(`r${round}/facilitate`);
    await note(round);
  }
  await all(shape.experts, 'vote');
  await call('synthesis');
}
