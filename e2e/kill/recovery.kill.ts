import { afterAll, beforeAll, expect, test } from 'vitest';
import { priceOf } from '../rig/price.ts';
import { report } from '../rig/figures.ts';
import { brokenInvariants } from '../rig/invariants.ts';
import { compareLedgers } from '../rig/ledger.ts';
import { PROBLEMS, ended, inFlightAt, progressAfter, repeatedCalls, reservedMoney } from '../rig/meeting.ts';
import { ANSWERS, ARCHIVE, areArchived, isAt } from '../rig/moments.ts';
import { Person } from '../rig/person.ts';
import { type Reading, type SeenEvent, read } from '../rig/reader.ts';
import { ProductStack } from '../rig/stack.ts';
import { percentile, waitFor } from '../rig/wait.ts';

/**
 * When the worker of each wave is killed, in the order in which a meeting comes by: while a call of such a name is open, or
 * while nothing is asked of a model. Each kind of step is in one of the waves at least.
 */
const WAVES = [
  [
    'route',
    'clarify',
    ANSWERS,
    'decompose',
    '/select',
    '/contribute',
    '/judge',
    '/facilitate',
    '/vote',
    '/synthesis',
    '/actions',
  ],
  [
    'decompose',
    '/select',
    '/contribute',
    '/judge',
    '/summary',
    '/contribute',
    '/vote',
    '/synthesis',
    '/actions',
    ARCHIVE,
  ],
];
const MEETINGS_A_WAVE = 3;

/** One stack, one wave after the other: what is measured is a worker that comes back, not two of them on the same cores. */
let stack: ProductStack;
beforeAll(async () => {
  stack = await ProductStack.start();
  await stack.simulator.configure({ call_ms: 450 });
}, 120_000);
afterAll(() => stack?.end(), 60_000);

interface Kills {
  count: number;
  /** The moments at which the worker was killed. */
  at: string[];
  /** Calls in flight, a name for each kill that cut one off. */
  inFlight: string[];
  /** ms from each kill to the next event; none of a kill after which only the archive is left. */
  recoveries: number[];
}

/** Meetings whose worker is killed. */
interface Struck {
  ids: string[];
  /** Whether their readers have seen the end of all of them. */
  over(): boolean;
  /** Lets their person answer. */
  release(): void;
}

/** Kills the worker at each of the moments in turn; with fewer kills than moments where the meetings end before one came. */
async function killAtEach(struck: Struck, moments: string[]): Promise<Kills> {
  const { ids, over, release } = struck;
  const kills: Kills = { count: 0, at: [], inFlight: [], recoveries: [] };
  for (const [index, moment] of moments.entries()) {
    if (moment === ARCHIVE) {
      await whileArchiveHangs(async () => {
        await waitFor(moment, () => isAt(moment, stack, ids));
        await killAt(moment);
      });
      continue;
    }
    // A call that ends while the worker is being killed was not hit: the next of its kind is.
    while (kills.at.length <= index) {
      await waitFor(moment, async () => over() || (await isAt(moment, stack, ids)), { every: 10 });
      if (over()) return kills;
      const at = await killAt(moment);
      if (moment === ANSWERS) release();
      kills.recoveries.push(await progressAfter(stack, ids, at));
    }
  }
  return kills;

  async function killAt(moment: string): Promise<number> {
    const { pid, at } = stack.kill('worker');
    kills.count++;
    // What the dead worker left behind tells where it was.
    if (await isAt(moment, stack, ids)) kills.at.push(moment);
    await stack.replaced('worker', pid);
    kills.inFlight.push(...(await inFlightAt(await stack.db(), ids, at, Date.now())));
    return at;
  }
}

/** Meetings that end meanwhile are held up in their last step: the archive takes what it is given, and does not answer. */
async function whileArchiveHangs(work: () => Promise<unknown>): Promise<void> {
  const { pid } = stack.read().s3;
  process.kill(pid, 'SIGSTOP');
  try {
    await work();
  } finally {
    process.kill(pid, 'SIGCONT');
  }
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

/** What is left of `names` when each of `others` has taken one away. */
function without(names: readonly string[], others: readonly string[]): string[] {
  const left = [...others];
  return names.filter((name) => {
    const at = left.indexOf(name);
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
}

/** Three meetings whose worker is killed at each of the moments. */
async function wave(problems: string[], moments: string[]) {
  const [person, before] = await Promise.all([Person.signUp(stack.origin), stack.vendors.mark()]);
  const ids = await Promise.all(problems.map((problem) => person.convene(problem)));
  const mayAnswer = Promise.withResolvers<void>();
  if (!moments.includes(ANSWERS)) mayAnswer.resolve();
  const answer = (id: string) => async (event: SeenEvent) => {
    if (event.type === 'clarification_required') await mayAnswer.promise;
    await person.answerQuestions(id, event);
  };
  let over = false;
  const reading = Promise.all(ids.map((id) => read(person, id, { onEvent: answer(id) }))).finally(() => (over = true));
  const kills = await killAtEach({ ids, over: () => over, release: mayAnswer.resolve }, moments);
  const readings = await reading;
  await waitFor('a copy of each in the archive', () => areArchived(stack, ids));
  const db = await stack.db();
  return {
    ...kills,
    ends: await Promise.all(ids.map((id) => ended(stack, id))),
    stuck: readings.filter(({ done }) => !done).length,
    problems: (await Promise.all(ids.map((id) => brokenInvariants(db, id)))).flat(),
    compared: await Promise.all(readings.map((one, index) => comparedWithTheLog(person, ids[index]!, one))),
    repeated: await repeatedCalls(db, ids),
    reserved: await reservedMoney(db, ids),
    ledger: await compareLedgers(db, ids, await stack.vendors.bills(before), priceOf),
  };
}

test('kill -9 of the worker in every step loses and doubles nothing', async () => {
  const waves: Awaited<ReturnType<typeof wave>>[] = [];
  for (const [at, moments] of WAVES.entries())
    waves.push(await wave(PROBLEMS.slice(at * MEETINGS_A_WAVE, (at + 1) * MEETINGS_A_WAVE), moments));
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
    'kinds of step killed': new Set(waves.flatMap((one) => one.at)).size,
    meetings: ends.length,
    'events lost': lost,
    'events doubled': doubled,
    'meetings stuck': total((one) => one.stuck),
    'contributions doubled': problems.filter((problem) => problem.includes('contribution')).length,
    'broken invariants': problems.length,
    'LLM calls repeated': total((one) => one.repeated.length),
    'in flight at the kills': total((one) => one.inFlight.length),
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
  expect(ends).toHaveLength(WAVES.length * MEETINGS_A_WAVE);
  expect(waves.map((one) => one.at)).toEqual(WAVES);
  expect({ lost, doubled }).toEqual({ lost: 0, doubled: 0 });
  expect(total((one) => one.count)).toBeGreaterThanOrEqual(20);
  for (const { repeated, inFlight, ledger } of waves) {
    expect(without(repeated, inFlight), 'calls made again that no kill cut off').toEqual([]);
    expect(ledger.wrong).toEqual([]);
    expect(ledger.ours >= ledger.vendors).toBe(true);
    expect(ledger.ours - ledger.vendors <= ledger.presumed).toBe(true);
  }
}, 600_000);
