import { executeChild, proxyActivities, proxyLocalActivities } from '@temporalio/workflow';
import type { HarnessActivities } from './activities.ts';
import type { CallTree } from './tree.ts';

/**
 * The floor: the same tree of model calls as a meeting, the engine's plain settings, one local step a round, no database,
 * no events, no ledger, no stream.
 */
const { call } = proxyActivities<HarnessActivities>({ startToCloseTimeout: '60s' });
const { note } = proxyLocalActivities<HarnessActivities>({ startToCloseTimeout: '5s' });

const all = (requests: readonly string[]) => Promise.all(requests.map((request) => call(request)));

export async function bareMeeting(tree: CallTree): Promise<void> {
  for (const request of tree.before) await call(request);
  await executeChild(bareDeliberation, { args: [tree] });
  await all(tree.after);
}

export async function bareDeliberation(tree: CallTree): Promise<void> {
  await call(tree.select);
  for (const [index, { speak, review, facilitate }] of tree.rounds.entries()) {
    await all(speak);
    await all(review);
    if (facilitate !== null) await call(facilitate);
    await note(index + 1);
  }
  await all(tree.votes);
  await call(tree.synthesis);
}
