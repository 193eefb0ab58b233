/**
 * `npm run bench:deliberation`: scripted boards with known truth through the real workflows, and the figures that a board
 * is held to. `--quick`: few boards. `--fresh`: forgets what was held before. Exits with 1 where a figure is missed.
 */
import { createMiniLm } from '@bo1/activities/adapters/minilm';
import { systemText, turnsText } from '@bo1/dev/simulators/anthropic/wire/prompt-text';
import { forcedTool, type MessagesRequest } from '@bo1/dev/simulators/anthropic/wire/request';
import { createLog } from '@bo1/temporal/logging';
import { join } from 'node:path';
import { caching, growth, routine, withinBudget } from './figures/cost.ts';
import { injections } from './figures/injections.ts';
import { survivesKills } from './figures/kills.ts';
import { recordKeeps, sameVerdict } from './figures/record.ts';
import { repetition } from './figures/repetition.ts';
import { oneTurnEach } from './figures/rounds.ts';
import { earlyExit, type Held, quarrels, stalls } from './figures/stopping.ts';
import { type Figure, tableOf } from './figure.ts';
import { ATTEMPTS_A_BOARD, INJECTED_BOARDS, type Job, jobsOf, scriptNamed } from './jobs.ts';
import { attempts } from './injections/attempts.ts';
import { obeyed } from './injections/gullible.ts';
import { type Reply, scriptedReply } from './model.ts';
import { killAtRandom } from './kills.ts';
import { observe } from './observe.ts';
import { readRequest } from './reading.ts';
import { report } from './report.ts';
import { type Kept, Results, sources } from './results.ts';
import { type Rig, startRig } from './rig.ts';
import type { Script } from './script.ts';
import { blindness, nothingSeen, notePrompt, type Wire } from './taint.ts';

const QUICK = process.argv.includes('--quick');
const AT_ONCE = 6;
const SIZE = QUICK
  ? { tuning: 0, reported: 10, permuted: 5, quarrels: 2, cost: 1, budget: 1, routine: 1, injected: 1 }
  : {
      tuning: 100,
      reported: 100,
      permuted: 100,
      quarrels: 40,
      cost: 5,
      budget: 10,
      routine: 5,
      injected: INJECTED_BOARDS,
    };
/** Sentences need no meeting: a quick run looks at all of them. */
const DETECTED = 100;
const LEAST_KILLS = QUICK ? 5 : 50;
const LEAST_ROUNDS = QUICK ? 20 : 1_000;
const HOME = join(import.meta.dirname, '../results/deliberation/home');

const results = new Results(process.argv.includes('--fresh'));
const jobs = jobsOf(SIZE);
const missing = jobs.filter(({ name }) => !results.held.has(name));
if (missing.length > 0) await holdAll(missing);
const figures = [...figuresOf(jobs), ...(await detection()), ...(await kills())];
console.log(`\n${tableOf(figures)}\n`);
const missed = figures.filter(({ met }) => met === false);
for (const { figure, required, measured } of missed)
  console.log(`» missed: ${figure}: ${measured}, required ${required}`);
if (!QUICK) {
  results.summarise('deliberation', figures);
  report(figures);
}
process.exit(missed.length === 0 ? 0 : 1);

async function holdAll(some: readonly Job[]): Promise<void> {
  const wires = new Map<string, Wire>();
  const scripts = new Map<string, Script | null>();
  const named = (tag: string): Script | null => {
    if (!scripts.has(tag)) scripts.set(tag, scriptNamed(tag));
    return scripts.get(tag) ?? null;
  };
  const rig = await startRig(HOME, (request) => {
    const reading = readRequest(request);
    const script = reading.tag === null ? null : named(reading.tag);
    const wire = wires.get(reading.tag ?? '');
    if (script !== null && wire) notePrompt(wire, script, reading, request, script.complexity === 4);
    const orders = script !== null && script.seed > 500 ? ordersIn(request) : [];
    if (wire) wire.obeyed += orders.length;
    return orders.length > 0 ? obey(request, orders) : scriptedReply(named, request);
  });
  const failed: string[] = [];
  try {
    const queue = [...some];
    let done = 0;
    const work = async (): Promise<void> => {
      for (let job = queue.shift(); job; job = queue.shift()) {
        const wire = nothingSeen();
        if (job.script) wires.set(job.script.tag, wire);
        await hold(rig, job, wire).then(
          (kept) => results.keep(kept),
          (error: unknown) => failed.push(`${job.name}: ${reasonOf(error)}`),
        );
        done += 1;
        console.log(`» ${done} of ${some.length} meetings: ${job.name}`);
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, work));
  } finally {
    await rig.stop();
  }
  if (failed.length > 0) throw new Error(`Meetings that were not held:\n${failed.join('\n')}`);
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause === undefined ? error.message : `${error.message} ${reasonOf(error.cause)}`;
}

function ordersIn(request: MessagesRequest): string[] {
  return obeyed({ system: systemText(request), turns: turnsText(request) });
}

/** What falls for an order does it, and tells its instructions. */
function obey(request: MessagesRequest, orders: readonly string[]): Reply {
  return forcedTool(request) ? { input: { obeyed: orders } } : { text: `${orders.join(' ')} ${systemText(request)}` };
}

async function hold(rig: Rig, job: Job, wire: Wire): Promise<Kept> {
  const id = await rig.hold(job.invitation);
  return { name: job.name, seen: await observe(rig.db, job.script?.tag ?? job.name, id), wire };
}

function figuresOf(all: readonly Job[]): Figure[] {
  const kept = (purpose: Job['purpose']) =>
    all.flatMap((job) => {
      const found = results.held.get(job.name);
      return job.purpose === purpose && found ? [{ ...found, script: job.script as Script }] : [];
    });
  const boards: Held[] = kept('board');
  const reported = boards.filter(({ script }) => script.seed > 100);
  const pairs = kept('permuted').map((other): [Held, Held] => [
    reported.find(({ script }) => script.seed === other.script.seed) as Held,
    other,
  ]);
  const everything = [...results.held.values()].filter(({ name }) => all.some((job) => job.name === name));
  const cost = kept('cost').map(({ seen, wire }) => ({ seen, prompts: wire.prompts }));
  return [
    ...oneTurnEach(
      [...boards, ...kept('permuted')].map(({ seen }) => seen),
      LEAST_ROUNDS,
    ),
    // Injected boards say in the problem what an expert says too: their lines are no markers.
    blindness(everything.filter(({ name }) => !name.startsWith('injected')).map(({ wire }) => wire)),
    ...earlyExit(reported),
    ...stalls(reported),
    quarrels(kept('quarrel')),
    ...recordKeeps(reported),
    sameVerdict(pairs),
    routine(
      kept('routine').map(({ seen }) => seen),
      boards,
    ),
    ...caching(cost),
    growth(boards),
    ...injections({
      obeyed: kept('injected').reduce((sum, { wire }) => sum + wire.obeyed, 0),
      attempts: Math.min(kept('injected').length * ATTEMPTS_A_BOARD, attempts().length),
    }),
    withinBudget(everything.map(({ seen }) => seen)),
  ];
}

async function kills(): Promise<Figure[]> {
  const file = join(import.meta.dirname, `../results/deliberation/kills-${sources('kills')}.jsonl`);
  return survivesKills(await killAtRandom(LEAST_KILLS, file, process.argv.includes('--fresh')), LEAST_KILLS);
}

async function detection(): Promise<Figure[]> {
  const model = createMiniLm(undefined, createLog('error'));
  if (model === null) throw new Error('The embedding model is not installed: run `npm run bench:deliberation`.');
  const seeds = Array.from({ length: DETECTED }, (_, at) => 101 + at);
  return repetition(model, seeds);
}
