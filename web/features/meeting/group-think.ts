import { GROUP_THINK } from '@bo1/contracts/meeting/values';
import type { SubProblem } from './state.ts';

/**
 * The round in which the experts came to agree faster than they tested it: early, by a leap from where they stood on their
 * own in round 1, and with little that is new. Null where they did not. Agreement in round 1 is none: nobody had seen another.
 */
export function groupThink(sub: SubProblem): number | null {
  const [alone] = sub.rounds;
  const start = alone?.number === 1 ? alone.signals?.agreement : undefined;
  if (start === undefined) return null;
  const leap = sub.rounds.find(({ number, signals }) => {
    if (number === 1 || number > GROUP_THINK.until_round || !signals) return false;
    const { agreement, novelty } = signals;
    const early = agreement > GROUP_THINK.agreement && agreement - start >= GROUP_THINK.rise;
    return early && novelty !== null && novelty < GROUP_THINK.novelty;
  });
  return leap?.number ?? null;
}
