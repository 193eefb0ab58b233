import { STOP_THRESHOLDS } from '@bo1/contracts/meeting/values';
import { type Figure, percent, ratio } from '../figure.ts';
import type { Observation } from '../observe.ts';
import type { Script } from '../script.ts';

export interface Held {
  script: Script;
  seen: Observation;
}

const heldRounds = ({ seen }: Held): number => seen.rounds.filter(({ signals }) => signals !== null).length;
const sum = (numbers: readonly number[]): number => numbers.reduce((one, other) => one + other, 0);
const EARLY = new Set(['consensus', 'early_exit', 'stalled_disagreement', 'exhausted', 'coverage', 'facilitator']);

/** Rounds that an exhausted board is spared, and boards that were ended too soon. */
export function earlyExit(boards: readonly Held[]): Figure[] {
  const dry = boards.filter(({ script }) => ['agrees', 'dissents', 'splits'].includes(script.kind));
  const idle = sum(dry.map(({ script }) => script.maxRounds - script.lastNew));
  const saved = sum(dry.map((board) => board.script.maxRounds - Math.max(heldRounds(board), board.script.lastNew)));
  const all = sum(dry.map(({ script }) => script.maxRounds));
  const ended = boards.filter(({ seen }) => EARLY.has(seen.stopRule ?? ''));
  const soon = ended.filter((board) => heldRounds(board) < board.script.lastNew);
  return [
    {
      figure: 'rounds saved of those after the last new argument',
      required: '≥ 40 %',
      measured: `${percent(ratio(saved, idle))} (${percent(ratio(saved, all))} of all rounds allowed)`,
      n: `${dry.length} boards, ${idle} rounds`,
      met: ratio(saved, idle) >= 0.4,
    },
    {
      figure: 'exits before the last new argument',
      required: '≤ 2 %',
      measured: `${soon.length} of ${boards.length} boards`,
      n: `${boards.length} boards, ${ended.length} ended early`,
      met: boards.length > 0 && ratio(soon.length, boards.length) <= 0.02,
    },
  ];
}

/** A stall begins with the first round that repeats while both sides refuse each other; found: acknowledged or ended. */
export function stalls(boards: readonly Held[]): Figure[] {
  const stalled = boards.filter(({ script }) => script.kind === 'stalls' && script.maxRounds >= script.lastNew + 2);
  const missed = stalled.filter(({ script, seen }) => {
    const found = Math.min(...seen.impasses, seen.stopRule === 'stalled_disagreement' ? seen.rounds.length : Infinity);
    // Counted in rounds after the first stalled one, which nobody can tell from a pause.
    return found > script.lastNew + STOP_THRESHOLDS.stalled.acknowledge_after;
  });
  const controls = boards.filter(({ script }) => script.kind !== 'stalls');
  const alarms = controls.filter(({ seen }) => seen.impasses.length > 0 || seen.stopRule === 'stalled_disagreement');
  const early = boards.filter(
    ({ script, seen }) => script.kind === 'stalls' && seen.impasses.some((round) => round <= script.lastNew),
  );
  return [
    {
      figure: 'stalled disagreement found within one round of its first',
      required: '100 %',
      measured: percent(ratio(stalled.length - missed.length, stalled.length)),
      n: `${stalled.length} boards`,
      met: stalled.length > 0 && missed.length === 0,
    },
    {
      figure: 'false alarms of stalled disagreement',
      required: '0',
      measured: String(alarms.length + early.length),
      n: `${controls.length} controls, ${stalled.length} before their stall`,
      met: controls.length > 0 && alarms.length + early.length === 0,
    },
  ];
}

/** Boards in which both sides refuse each other and half of a round is repeated, while the other half is new. */
export function quarrels(boards: readonly Held[]): Figure {
  const rounds = boards.flatMap(({ seen }) =>
    seen.rounds.flatMap(({ round, signals }) => (round > 1 && signals !== null ? [signals] : [])),
  );
  const mean = (of: (signals: (typeof rounds)[number]) => number): number => ratio(sum(rounds.map(of)), rounds.length);
  const [conflict, novelty] = [mean((one) => one.conflict), mean((one) => one.novelty ?? Number.NaN)];
  const least = Math.min(...rounds.map((one) => one.novelty ?? 1));
  const alarms = boards.filter(({ seen }) => seen.impasses.length > 0 || seen.stopRule === 'stalled_disagreement');
  return {
    figure: 'false alarms of stalled disagreement in quarrels that half repeat themselves',
    required: '0',
    measured: `${alarms.length} (conflict ${conflict.toFixed(2)}, novelty ${novelty.toFixed(2)} on average, ${least.toFixed(2)} at least)`,
    n: `${boards.length} boards, ${rounds.length} rounds`,
    met: alarms.length === 0 && conflict > STOP_THRESHOLDS.stalled.conflict && novelty < 0.55,
  };
}
