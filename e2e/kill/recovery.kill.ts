import { afterAll, beforeAll, expect, test } from 'vitest';
import { priceOf } from '../rig/price.ts';
import { report } from '../rig/figures.ts';
import { brokenInvariants } from '../rig/invariants.ts';
import { compareLedgers } from '../rig/ledger.ts';
import { PROBLEMS, ended, openCalls, progressAfter, repeatedCalls, reservedMoney } from '../rig/meeting.ts';
import { Person } from '../rig/person.ts';
import { type Reading, read } from '../rig/reader.ts';
import { ProductStack } from '../rig/stack.ts';
import { percentile, waitFor } from '../rig/wait.ts';

/** Ends of call names: one kill while a call of each kind is open, in the order in which a meeting makes them. */
const STEPS = [
  'route',
  'clarify',
  'decompose',
  '/select',
  '/contribute',
  '/judge',
  '/summary',
  '/contribute',
  '/vote',
  '/synthesis',
  '/actions',
];
const WAVES = 2;
const MEETINGS_A_WAVE = 3;

let stack: ProductStack;
beforeAll(async () => {
  stack = await ProductStack.start();
  await stack.simulator.configure({ call_ms: 450 });
}, 120_000);
afterAll(() => stack?.end(), 60_000);

interface Kills {
  count: number;
  inFlight: number;
  recoveries: number[];
}

/** Kills the worker while the meetings have an open call of each kind; a kind that does not come before the end is skipped. */
async function killInEveryStep(ids: string[], kills: Kills, over: () => boolean): Promise<void> {
  for (const step of STEPS) {
    const open = await waitFor(
      `an open ${step} call`,
      async () => {
        if (over()) return ['over'];
        const calls = await openCalls(await stack.db(), ids);
        return calls.some((call) => call.endsWith(step)) && calls;
      },
      { within: 60_000, every: 10 },
    );
    if (over()) return;
    const { pid, at } = stack.kill('worker');
    kills.count++;
    kills.inFlight += Math.max(open.length, (await openCalls(await stack.db(), ids)).length);
    await stack.replaced('worker', pid);
    kills.recoveries.push(await progressAfter(stack, ids, at));
  }
}

test('kill -9 of the worker in every step loses and doubles nothing', async () => {
  const person = await Person.signUp(stack.origin);
  const kills: Kills = { count: 0, inFlight: 0, recoveries: [] };
  const ids: string[] = [];
  const readings: Reading[] = [];
  for (let wave = 0; wave < WAVES; wave++) {
    const own = await Promise.all(
      PROBLEMS.slice(wave * MEETINGS_A_WAVE, (wave + 1) * MEETINGS_A_WAVE).map((problem) => person.convene(problem)),
    );
    ids.push(...own);
    let over = false;
    const reading = Promise.all(
      own.map((id) => read(person, id, { onEvent: (event) => person.answerQuestions(id, event) })),
    ).finally(() => (over = true));
    await killInEveryStep(own, kills, () => over);
    readings.push(...(await reading));
  }
  const ends = await Promise.all(ids.map((id) => ended(stack, id)));
  const db = await stack.db();
  const problems = (await Promise.all(ids.map((id) => brokenInvariants(db, id)))).flat();
  const logs = await Promise.all(ids.map((id) => person.call('GET', `/api/v1/sessions/${id}/events?after=0`)));
  let lost = 0;
  let doubled = 0;
  readings.forEach((reading, index) => {
    const truth = logs[index]!.json.events.map((event: { sequence: number }) => event.sequence) as number[];
    const seen = reading.seen.map((event) => event.id);
    lost += truth.filter((sequence) => !seen.includes(sequence)).length;
    doubled += seen.length - new Set(seen).size;
  });
  const repeated = await repeatedCalls(db, ids);
  const ledger = await compareLedgers(db, ids, await stack.vendors.bills(), priceOf);
  report('kill -9 of the worker', {
    kills: kills.count,
    meetings: ids.length,
    'events lost': lost,
    'events doubled': doubled,
    'meetings stuck': readings.filter((reading) => !reading.done).length,
    'contributions doubled': problems.filter((problem) => problem.includes('contribution')).length,
    'broken invariants': problems.length,
    'LLM calls repeated': repeated,
    'in flight at the kills': kills.inFlight,
    'reserved micro-dollars left over': await reservedMoney(db, ids),
    'next progress p50 ms': percentile(kills.recoveries, 0.5),
    'next progress p95 ms': percentile(kills.recoveries, 0.95),
    'ledger ours micro-dollars': ledger.ours,
    'vendors micro-dollars': ledger.vendors,
    'vendors billed': Object.keys(ledger.byVendor).join('+'),
    'of ours presumed': ledger.presumed,
  });
  expect(problems).toEqual([]);
  expect(ends).toEqual(ids.map(() => 'complete'));
  expect({ lost, doubled }).toEqual({ lost: 0, doubled: 0 });
  expect(kills.count).toBeGreaterThanOrEqual(20);
  expect(repeated).toBeLessThanOrEqual(kills.inFlight);
  expect(ledger.wrong).toEqual([]);
  expect(ledger.ours >= ledger.vendors).toBe(true);
  expect(ledger.ours - ledger.vendors <= ledger.presumed).toBe(true);
}, 600_000);
