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

/** A stack for each wave: after a kill the machine mostly waits for a heartbeat to be missed, so that two fit beside each other. */
const stacks: ProductStack[] = [];
beforeAll(async () => {
  for (let wave = 0; wave < WAVES; wave++) {
    const stack = await ProductStack.start();
    stacks.push(stack);
    await stack.simulator.configure({ call_ms: 450 });
  }
}, 120_000);
afterAll(() => Promise.all(stacks.map((stack) => stack.end())), 60_000);

interface Kills {
  count: number;
  inFlight: number;
  recoveries: number[];
}

/** Kills the worker while the meetings have an open call of each kind; a kind that does not come before the end is skipped. */
async function killInEveryStep(stack: ProductStack, ids: string[], over: () => boolean): Promise<Kills> {
  const kills: Kills = { count: 0, inFlight: 0, recoveries: [] };
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
    if (over()) break;
    const { pid, at } = stack.kill('worker');
    kills.count++;
    kills.inFlight += Math.max(open.length, (await openCalls(await stack.db(), ids)).length);
    await stack.replaced('worker', pid);
    kills.recoveries.push(await progressAfter(stack, ids, at));
  }
  return kills;
}

/** What a reader missed, and what it was shown twice, of a meeting's log. */
async function comparedWithTheLog(person: Person, id: string, { seen }: Reading) {
  const { json } = await person.call('GET', `/api/v1/sessions/${id}/events?after=0`);
  const truth = json.events.map((event: { sequence: number }) => event.sequence) as number[];
  const ids = seen.map((event) => event.id);
  return {
    lost: truth.filter((sequence) => !ids.includes(sequence)).length,
    doubled: ids.length - new Set(ids).size,
  };
}

/** Three meetings on a stack of their own, whose worker is killed in every step. */
async function wave(stack: ProductStack, problems: string[]) {
  const person = await Person.signUp(stack.origin);
  const ids = await Promise.all(problems.map((problem) => person.convene(problem)));
  let over = false;
  const reading = Promise.all(
    ids.map((id) => read(person, id, { onEvent: (event) => person.answerQuestions(id, event) })),
  ).finally(() => (over = true));
  const kills = await killInEveryStep(stack, ids, () => over);
  const readings = await reading;
  const db = await stack.db();
  return {
    ...kills,
    ends: await Promise.all(ids.map((id) => ended(stack, id))),
    stuck: readings.filter(({ done }) => !done).length,
    problems: (await Promise.all(ids.map((id) => brokenInvariants(db, id)))).flat(),
    compared: await Promise.all(readings.map((one, index) => comparedWithTheLog(person, ids[index]!, one))),
    repeated: await repeatedCalls(db, ids),
    reserved: await reservedMoney(db, ids),
    ledger: await compareLedgers(db, ids, await stack.vendors.bills(), priceOf),
  };
}

test('kill -9 of the worker in every step loses and doubles nothing', async () => {
  const waves = await Promise.all(
    stacks.map((stack, at) => wave(stack, PROBLEMS.slice(at * MEETINGS_A_WAVE, (at + 1) * MEETINGS_A_WAVE))),
  );
  const total = (of: (one: (typeof waves)[number]) => number): number => waves.reduce((sum, one) => sum + of(one), 0);
  const compared = waves.flatMap((one) => one.compared);
  const [lost, doubled] = [
    compared.reduce((sum, one) => sum + one.lost, 0),
    compared.reduce((sum, one) => sum + one.doubled, 0),
  ];
  const problems = waves.flatMap((one) => one.problems);
  const recoveries = waves.flatMap((one) => one.recoveries);
  const ends = waves.flatMap((one) => one.ends);
  report('kill -9 of the worker', {
    kills: total((one) => one.count),
    meetings: ends.length,
    'events lost': lost,
    'events doubled': doubled,
    'meetings stuck': total((one) => one.stuck),
    'contributions doubled': problems.filter((problem) => problem.includes('contribution')).length,
    'broken invariants': problems.length,
    'LLM calls repeated': total((one) => one.repeated),
    'in flight at the kills': total((one) => one.inFlight),
    'reserved micro-dollars left over': total((one) => Number(one.reserved)),
    'next progress p50 ms': percentile(recoveries, 0.5),
    'next progress p95 ms': percentile(recoveries, 0.95),
    'ledger ours micro-dollars': total((one) => Number(one.ledger.ours)),
    'vendors micro-dollars': total((one) => Number(one.ledger.vendors)),
    'vendors billed': [...new Set(waves.flatMap((one) => Object.keys(one.ledger.byVendor)))].join('+'),
    'of ours presumed': total((one) => Number(one.ledger.presumed)),
  });
  expect(problems).toEqual([]);
  expect(ends).toEqual(ends.map(() => 'complete'));
  expect(ends).toHaveLength(WAVES * MEETINGS_A_WAVE);
  expect({ lost, doubled }).toEqual({ lost: 0, doubled: 0 });
  expect(total((one) => one.count)).toBeGreaterThanOrEqual(20);
  for (const { repeated, inFlight, ledger } of waves) {
    expect(repeated).toBeLessThanOrEqual(inFlight);
    expect(ledger.wrong).toEqual([]);
    expect(ledger.ours >= ledger.vendors).toBe(true);
    expect(ledger.ours - ledger.vendors <= ledger.presumed).toBe(true);
  }
}, 600_000);
