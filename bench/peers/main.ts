/**
 * `npm run bench:peers`: the same meetings on LangGraph.js, DBOS, Temporal alone and the product, the same vendor, the same
 * kills, taken in turns in one run. `--quick`: few of each. `--fresh`: forgets what was measured before. `--minutes=N`: no
 * turn begins after so long (27; 2 with `--quick`); the table says how many there were, and the next run goes on from there.
 */
import { loadavg } from 'node:os';
import { callsOf } from './board.ts';
import { type Measured, Results } from './kept.ts';
import type { Peer } from './peer.ts';
import { startRig } from './rig.ts';
import { markdownOf, summaryOf } from './table.ts';
import { holdAndKill, holdAtOnce } from './units.ts';
import { writePage } from './page.ts';
import { SPOTS } from './wire.ts';

const QUICK = process.argv.includes('--quick');
const SIZE = QUICK ? { alone: 1, crowds: 0, kills: 3 } : { alone: 5, crowds: 2, kills: 12 };
const MINUTES = Number(process.argv.find((one) => one.startsWith('--minutes='))?.slice(10) ?? (QUICK ? 2 : 27));
const UNTIL = Date.now() + MINUTES * 60_000;
const AT_ONCE = 16;
/** Every call takes as long while overhead is measured. */
const CALL_MS = 500;
/** Under kills calls differ in length, so that some are answered while others are not. */
const UNEVEN = { first_token_ms: [200, 700] as [number, number], tokens_per_second: 2_000, call_ms: null };

const results = new Results({ fresh: process.argv.includes('--fresh'), quick: QUICK });
const rig = await startRig(QUICK ? { BO1_MAX_ROUNDS: '2' } : {});
const { simulator, peers, shape } = rig;
try {
  console.log(
    `» ${callsOf(shape)} calls a meeting: ${shape.experts} experts, ${shape.rounds} rounds; load ${loadavg()[0]!.toFixed(1)}`,
  );
  simulator.state.settings.call_ms = CALL_MS;
  for (let turn = 0; turn < SIZE.alone; turn++)
    await inTurns('alone', turn, async (peer) => ({ held: await holdAtOnce(simulator, peer, shape, 1) }));
  Object.assign(simulator.state.settings, UNEVEN);
  for (let turn = 0; turn < SIZE.kills; turn++) {
    const spot = SPOTS[turn % SPOTS.length]!;
    const round = 1 + (Math.floor(turn / SPOTS.length) % Math.max(1, shape.rounds - 1));
    await inTurns('kill', turn, async (peer) => ({ killed: await holdAndKill(simulator, peer, shape, spot, round) }));
  }
  simulator.state.settings.call_ms = CALL_MS;
  for (let turn = 0; turn < SIZE.crowds; turn++)
    await inTurns('crowd', turn, async (peer) => ({ held: await holdAtOnce(simulator, peer, shape, AT_ONCE) }));
} finally {
  await rig.stop();
}

const summary = summaryOf(results, peers, shape);
console.log(`\n${markdownOf(summary)}\n`);
if (!QUICK) {
  results.summarise(summary);
  writePage(summary);
}
process.exit(summary.rows.every(({ whole }) => whole) ? 0 : 1);

/** One measurement of each engine, another first each time. */
async function inTurns(kind: string, turn: number, measure: (peer: Peer) => Promise<Measured>): Promise<void> {
  if (Date.now() > UNTIL) return;
  for (const [index] of peers.entries()) {
    const peer = peers[(index + turn) % peers.length]!;
    const name = `${kind}/${peer.name}/${turn}`;
    if (results.has(name)) continue;
    const measured = await measure(peer);
    results.keep({ name, ...measured });
    console.log(`» ${name} ${JSON.stringify(measured)}`);
  }
}
