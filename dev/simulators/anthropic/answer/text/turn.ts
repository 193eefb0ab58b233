import type { Option } from '../../prompt/options.ts';
import { Random } from '../../random.ts';
import type { Mind } from '../mind.ts';
import type { Slots, Speech } from './slots.ts';
import type { Supply } from './supply.ts';

/** An expert's turn in a round. */
export interface Turn {
  mind: Mind;
  round: number;
  speech: Speech;
  slots: Slots;
  supply: Supply;
  /** What they leaned to in the round before, if it was something else. */
  left: Option | null;
  /** Where the expert sits on the board: neighbours choose different words. */
  seat: number;
  seats: number;
}

/** One of several ways to say a thing; another one for the next seat and for the next round. */
export function wording({ mind, round, seat }: Turn, patterns: readonly string[], next = 0): string {
  const start = new Random(mind.seed, mind.reading.problem, patterns[0] ?? '').int(0, patterns.length - 1);
  return patterns[(start + seat + next + (round - 1) * 2) % patterns.length] ?? '';
}
