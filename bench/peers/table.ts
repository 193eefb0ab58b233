import { availableParallelism } from 'node:os';
import { percentile } from '../../e2e/rig/wait.ts';
import { callsOf, placesOf, type Shape } from './board.ts';
import type { Results } from './kept.ts';
import type { Peer } from './peer.ts';

/** What is known of one engine. Times in ms, shares as quotients. */
export interface Row {
  name: Peer['name'];
  title: string;
  alone: { n: number; wall: number; overhead: number; least: number; most: number } | null;
  crowd: { n: number; wall: number; overhead: number } | null;
  kills: {
    n: number;
    in_flight: number;
    paid_twice: number;
    answered_twice: number;
    contributions: number;
    lost: number;
    doubled: number;
    stuck: number;
    problems: number;
    recovery: { p50: number; p95: number };
  };
  /** Nothing lost, doubled, stuck or broken. */
  whole: boolean;
}

export interface Summary {
  at: string;
  shape: Shape;
  calls: number;
  cores: number;
  /** Runnable processes while it was measured, of the machine's own average. */
  load: { least: number; most: number };
  rows: Row[];
}

const sum = (numbers: number[]): number => numbers.reduce((so, one) => so + one, 0);

function rowOf(results: Results, { name, title }: Peer, shape: Shape): Row {
  const alone = results.held(`alone/${name}/`);
  const crowd = results.held(`crowd/${name}/`);
  const killed = results.killed(`kill/${name}/`);
  const overheads = (all: typeof alone) => all.map(({ wall, busy }) => (wall - busy) / busy);
  const walls = (all: typeof alone) => all.map(({ wall }) => wall);
  const recoveries = killed.flatMap(({ recovery }) => recovery ?? []);
  const total = (pick: (one: (typeof killed)[number]) => number) => sum(killed.map(pick));
  const kills: Row['kills'] = {
    n: killed.length,
    in_flight: total((one) => one.in_flight),
    paid_twice: total((one) => one.paid_twice),
    answered_twice: total((one) => one.answered_twice),
    contributions: killed.length * placesOf(shape).length,
    lost: total((one) => one.lost),
    doubled: total((one) => one.doubled),
    stuck: killed.filter(({ stuck }) => stuck).length,
    problems: total((one) => one.problems.length),
    recovery: { p50: percentile(recoveries, 0.5), p95: percentile(recoveries, 0.95) },
  };
  const least = Math.min(...overheads(alone));
  const most = Math.max(...overheads(alone));
  return {
    name,
    title,
    alone:
      alone.length === 0
        ? null
        : {
            n: alone.length,
            wall: percentile(walls(alone), 0.5),
            overhead: percentile(overheads(alone), 0.5),
            least,
            most,
          },
    crowd:
      crowd.length === 0
        ? null
        : { n: crowd.length, wall: percentile(walls(crowd), 0.5), overhead: percentile(overheads(crowd), 0.5) },
    kills,
    whole: kills.lost + kills.doubled + kills.stuck + kills.problems === 0,
  };
}

/** Everything that was measured, a row an engine. */
export function summaryOf(results: Results, peers: readonly Peer[], shape: Shape): Summary {
  const loads = [...results.held('alone/'), ...results.held('crowd/')].map(({ load }) => load);
  return {
    at: new Date().toISOString().slice(0, 10),
    shape,
    calls: callsOf(shape),
    cores: availableParallelism(),
    load: { least: Math.min(...loads), most: Math.max(...loads) },
    rows: peers.map((peer) => rowOf(results, peer, shape)),
  };
}

const seconds = (ms: number): string => `${(ms / 1_000).toFixed(2)} s`;
const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;

const LINES: [string, (row: Row) => string][] = [
  ['one meeting, median', ({ alone }) => (alone === null ? '–' : seconds(alone.wall))],
  [
    'overhead, median (range)',
    ({ alone }) =>
      alone === null ? '–' : `${percent(alone.overhead)} (${percent(alone.least)} to ${percent(alone.most)})`,
  ],
  ['16 meetings at once, the last one ends after', ({ crowd }) => (crowd === null ? '–' : seconds(crowd.wall))],
  ['kills', ({ kills }) => String(kills.n)],
  ['calls paid twice / calls in flight at the kills', ({ kills }) => `${kills.paid_twice} / ${kills.in_flight}`],
  ['answers that had come and were paid again', ({ kills }) => String(kills.answered_twice)],
  ['contributions lost, doubled', ({ kills }) => `${kills.lost}, ${kills.doubled} of ${kills.contributions}`],
  ['meetings stuck', ({ kills }) => `${kills.stuck} of ${kills.n}`],
  [
    'kill to the next call, p50 / p95',
    ({ kills }) => `${seconds(kills.recovery.p50)} / ${seconds(kills.recovery.p95)}`,
  ],
];

/** The table as Markdown. */
export function markdownOf({ rows }: Summary): string {
  const line = (cells: string[]): string => `| ${cells.join(' | ')} |`;
  return [
    line(['', ...rows.map(({ title }) => title)]),
    line(['---', ...rows.map(() => '---')]),
    ...LINES.map(([name, cell]) => line([name, ...rows.map(cell)])),
  ].join('\n');
}
