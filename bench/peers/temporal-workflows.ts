import { executeChild, proxyActivities } from '@temporalio/workflow';
import { type Contribution, isFacilitated, KEYS, type Shape, upTo } from './board.ts';

/** The activities of temporal.ts. */
export interface Calls {
  call(meeting: string, key: string): Promise<string>;
}

// Timeouts and retries as the product has them (workflows/shared/proxies.ts).
const { call } = proxyActivities<Calls>({
  startToCloseTimeout: '5m',
  heartbeatTimeout: '3s',
  retry: { initialInterval: '500ms' },
});

/** The tree of calls on the engine alone: no tables, events, ledger or stream beside it. */
export async function board(meeting: string, shape: Shape): Promise<Contribution[]> {
  await call(meeting, 'decompose');
  const said = await executeChild(deliberation, { args: [meeting, shape], workflowTaskTimeout: '3s' });
  await call(meeting, 'actions');
  return said;
}

export async function deliberation(meeting: string, shape: Shape): Promise<Contribution[]> {
  const contributions: Contribution[] = [];
  await call(meeting, 'select');
  for (let round = 1; round <= shape.rounds; round++) {
    const all = upTo(shape.experts).map((expert) => call(meeting, KEYS.contribution(round, expert)));
    contributions.push(...(await Promise.all(all)).map((text, expert) => ({ round, expert, text })));
    const sides = upTo(shape.calls_beside_the_judge).map((side) => KEYS.side(round, side));
    await Promise.all([KEYS.judge(round), ...sides].map((key) => call(meeting, key)));
    if (isFacilitated(shape, round)) await call(meeting, KEYS.facilitate(round));
  }
  await Promise.all(upTo(shape.experts).map((expert) => call(meeting, KEYS.vote(expert))));
  await call(meeting, 'synthesis');
  return contributions;
}
