/**
 * kill -9 at random through boards of three sub-problems (two at once, one that depends on the first) of the whole product
 * under its own supervisor, while their people raise hands, pause and resume. Nothing may be lost, doubled or stuck.
 */
import { brokenInvariants, loggedEvents } from '../../e2e/rig/invariants.ts';
import { compareLedgers } from '../../e2e/rig/ledger.ts';
import { ended, inFlightAt, openCalls, progressAfter, repeatedCalls, reservedMoney } from '../../e2e/rig/meeting.ts';
import { Person } from '../../e2e/rig/person.ts';
import { priceOf } from '../../e2e/rig/price.ts';
import { read, type Reading } from '../../e2e/rig/reader.ts';
import { alive, type KillablePart, ProductStack } from '../../e2e/rig/stack.ts';
import type { VendorMark } from '../../e2e/rig/vendors.ts';
import { scriptThreeParts, threeParts } from '../../e2e/rig/three-parts.ts';
import { waitFor } from '../../e2e/rig/wait.ts';
import { appendFileSync, existsSync, readFileSync, rmSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { madeAgainFor } from './kills.calls.ts';
import { interfere } from './kills.people.ts';
import { dependentPrompts } from './kills.prompts.ts';

/** What a wave of meetings came to; sums over waves are sums of these. */
export interface Tally {
  kills: number;
  /** Of them kills of the database. */
  of_postgres: number;
  /** Calls in flight at kills of a part whose death excuses to make a call again. */
  in_flight: number;
  /** Of the calls that were made again, those that were not in flight while such a part was dead. */
  unexcused: number;
  meetings: number;
  lost: number;
  doubled: number;
  contributions_doubled: number;
  broken: number;
  stuck: number;
  repeated: number;
  left_over: number;
  ours: number;
  vendors: number;
  /** Settled rows that differ from their vendor's own figures, and vendors whose bill is above ours. */
  wrong: number;
  /** Prompts of experts who build on another part, and those of them that do not hold its decision. */
  dependent: number;
  forgotten: number;
  raised: number;
  answered: number;
  paused: number;
}

const MEETINGS_A_WAVE = 2;
/** The worker does the work, so it dies most. */
const PARTS: KillablePart[] = ['worker', 'worker', 'worker', 'worker', 'api', 'temporal', 'redis', 'postgres'];
/**
 * What a call does not survive: the process that makes it, the engine that hands out its step, the database that keeps its
 * answer. The other parts only show and pass on.
 */
const EXCUSE: readonly KillablePart[] = ['worker', 'temporal', 'postgres'];
/** Progress needs a breath between two deaths of one part. */
const MOST = { deaths: 4, within_ms: 65_000 };
/** A meeting that has not ended by then is stuck. */
const PATIENCE_MS = 900_000;
const BETWEEN_MS = { from: 300, to: 2_500 };

/** Holds waves of meetings until so many kills are done; what earlier runs did is read from `file` and counts. */
export async function killAtRandom(least: number, file: string, fresh: boolean): Promise<Tally[]> {
  if (fresh) rmSync(file, { force: true });
  const tallies: Tally[] = existsSync(file)
    ? readFileSync(file, 'utf8')
        .split('\n')
        .filter(Boolean)
        .map((line) => JSON.parse(line) as Tally)
    : [];
  const killed = () => tallies.reduce((sum, tally) => sum + tally.kills, 0);
  if (killed() >= least) return tallies;
  const stack = await ProductStack.start({ BO1_SESSION_LIMIT: '1000' });
  try {
    await stack.simulator.configure({ call_ms: 600 });
    await scriptThreeParts(stack.simulator);
    const person = await Person.signUp(stack.origin);
    const deaths: Death[] = [];
    while (killed() < least) {
      const tally = await holdWave(stack, person, tallies.length + 1, deaths);
      tallies.push(tally);
      appendFileSync(file, `${JSON.stringify(tally)}\n`);
      console.log(`» ${killed()} of ${least} kills: ${JSON.stringify(tally)}`);
    }
  } finally {
    await stack.end();
  }
  return tallies;
}

async function holdWave(stack: ProductStack, person: Person, wave: number, deaths: Death[]): Promise<Tally> {
  const since = await stack.vendors.mark();
  const ids = await Promise.all(
    Array.from({ length: MEETINGS_A_WAVE }, (_, index) =>
      person.convene(threeParts(` of case ${wave}.${index}`), { skip_clarification: true, insist_on_board: true }),
    ),
  );
  let over = false;
  const onEvent = (id: string) => (event: { type: string; data: unknown }) => person.answerQuestions(id, event);
  const reading = Promise.all(ids.map((id) => read(person, id, { until: PATIENCE_MS, onEvent: onEvent(id) }))).finally(
    () => (over = true),
  );
  const people = Promise.all(ids.map((id) => interfere(stack, person, id, () => over)));
  const kills = await kill(stack, ids, deaths, () => over);
  const [readings] = await Promise.all([reading, people]);
  const excuses = deaths.filter(({ part }) => EXCUSE.includes(part));
  const unexcused = await madeAgainFor(await stack.db(), ids, excuses);
  return { ...kills, unexcused, ...(await lookAt(stack, person, ids, readings, since)) };
}

/** Kills one part after the other, each at a random moment after the one before is made up for. */
async function kill(stack: ProductStack, ids: string[], deaths: Death[], over: () => boolean) {
  const done = { kills: 0, of_postgres: 0, in_flight: 0 };
  const db = await stack.db();
  while (!over()) {
    const at = BETWEEN_MS.from + Math.random() * (BETWEEN_MS.to - BETWEEN_MS.from);
    await wait(at);
    if (over()) break;
    const part = victim(deaths);
    // One that is being restarted has no process to kill.
    if (part === undefined || !alive(stack.read()[part].pid)) continue;
    const before = await openCalls(db, ids).catch(() => []);
    const killed = stack.kill(part);
    const death: Death = { part, at: killed.at, back: Infinity };
    deaths.push(death);
    done.kills += 1;
    if (part === 'postgres') done.of_postgres += 1;
    await stack.replaced(part, killed.pid);
    // The database may be the one that died: it says what was in flight once it is back.
    const open = await waitFor('the database', () =>
      inFlightAt(db, ids, killed.at).then((calls) => ({ n: calls.length })),
    );
    death.back = Date.now();
    if (EXCUSE.includes(part)) done.in_flight += Math.max(before.length, open.n);
    // Nothing comes of a meeting that is paused or over.
    await Promise.race([progressAfter(stack, ids, killed.at).catch(() => 0), until(over)]);
  }
  return done;
}

interface Death {
  part: KillablePart;
  /** From when to when it was away, epoch ms. */
  at: number;
  back: number;
}

/** A part at random that may die once more; none where all have died often enough of late. */
function victim(deaths: readonly Death[]): KillablePart | undefined {
  const late = deaths.filter(({ at }) => at > Date.now() - MOST.within_ms);
  const left = PARTS.filter((part) => late.filter((death) => death.part === part).length < MOST.deaths);
  return left[Math.floor(Math.random() * left.length)];
}

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await wait(100);
}

async function lookAt(
  stack: ProductStack,
  person: Person,
  ids: string[],
  readings: Reading[],
  since: VendorMark,
): Promise<Omit<Tally, 'kills' | 'of_postgres' | 'in_flight' | 'unexcused'>> {
  const ends = await Promise.all(ids.map((id) => ended(stack, id, 30_000).catch(() => 'stuck')));
  const db = await stack.db();
  const broken = (await Promise.all(ids.map((id) => brokenInvariants(db, id)))).flat();
  for (const problem of broken) console.error(`broken: ${problem}`);
  const logs = await Promise.all(ids.map((id) => loggedEvents(db, id)));
  const seen = readings.map((reading) => reading.seen.map((event) => event.id));
  const lost = logs.flatMap((log, index) => log.filter(({ sequence }) => !seen[index]!.includes(sequence)));
  const doubled = seen.reduce((sum, own) => sum + own.length - new Set(own).size, 0);
  const ledger = await compareLedgers(db, ids, await stack.vendors.bills(since), priceOf);
  const prompts = await Promise.all(ids.map((id, index) => dependentPrompts(stack, id, logs[index]!)));
  const count = (type: string) => logs.flat().filter((event) => event.type === type).length;
  const answered = logs.flatMap((log) => [
    ...new Set(log.filter(({ type }) => type === 'interjection_answered').map(({ data }) => data.number as number)),
  ]);
  return {
    meetings: ids.length,
    lost: lost.length,
    doubled,
    contributions_doubled: broken.filter((problem) => problem.includes('contribution')).length,
    broken: broken.length,
    stuck: ends.filter((end) => end !== 'complete').length,
    repeated: (await repeatedCalls(db, ids)).length,
    left_over: await reservedMoney(db, ids),
    ours: Number(ledger.ours),
    vendors: Number(ledger.vendors),
    wrong: ledger.wrong.length,
    dependent: prompts.reduce((sum, { read: looked }) => sum + looked, 0),
    forgotten: prompts.reduce((sum, { without }) => sum + without, 0),
    raised: count('interjection_raised'),
    answered: answered.length,
    paused: count('paused'),
  };
}
