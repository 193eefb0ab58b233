import type { Mind } from './mind.ts';
import { boardCodes } from '../prompt/board.ts';
import { fractionOf } from '../random.ts';

/**
 * How a board without a script comes to its end: everybody agrees by round 3 or by round 4, one expert differs to the end,
 * or two sides never move.
 */
export type Course = 'agrees' | 'agrees_late' | 'dissent' | 'stalls';

const SHARES: readonly [Course, number][] = [
  ['stalls', 0.07],
  ['dissent', 0.23],
  ['agrees_late', 0.25],
  ['agrees', 1],
];

export function courseOf({ seed, reading, scenario }: Mind): Course {
  if (scenario?.stays_split) return 'stalls';
  if (scenario?.dissenters !== undefined) return 'dissent';
  if (scenario?.agreement_from_round !== undefined) return 'agrees';
  let draw = fractionOf(seed, reading.problem, 'course');
  for (const [course, share] of SHARES) {
    if (draw < share) return course;
    draw -= share;
  }
  return 'agrees';
}

/** The round in which the last one who comes round does so. */
const AGREED_IN: Readonly<Record<Course, number>> = { agrees: 3, agrees_late: 4, dissent: 3, stalls: Infinity };

/**
 * The option an expert of an unscripted board leans to in a round. Some begin with the winner, the others with a view of
 * their own which most give up from round 2 on.
 */
export function unscriptedLeaning(mind: Mind, expert: string, round: number): number {
  const { seed, problem, winner } = mind;
  const course = courseOf(mind);
  const draw = (what: string): number => fractionOf(seed, mind.reading.problem, what);
  const { rank, count } = rankOf(mind, expert);
  const rivals = problem.options.flatMap((_, index) => (index === winner ? [] : [index]));
  if (course === 'stalls') return rank % 2 === 0 ? winner : (rivals[0] ?? winner);
  const believers = 1 + Math.floor(draw('believers') * Math.max(1, count - 2));
  if (rank < believers) return winner;
  const own = rivals[Math.floor(draw(`own ${rank}`) * rivals.length)] ?? winner;
  const last = rank === count - 1;
  if (last && course === 'dissent') return own;
  const turns = last ? AGREED_IN[course] : Math.min(AGREED_IN[course], 2 + Math.floor(draw(`turn ${rank}`) * 2));
  return round >= turns ? winner : own;
}

/** A place in an order of the board that has nothing to do with the seats; drawn where the prompt lists no board. */
function rankOf(mind: Mind, expert: string): { rank: number; count: number } {
  const draw = (code: string): number => fractionOf(mind.seed, mind.reading.problem, code, 'rank');
  const board = boardCodes(mind.reading.whole);
  if (!board.includes(expert)) return { rank: Math.floor(draw(expert) * 4), count: 4 };
  const order = [...board].sort((one, other) => draw(one) - draw(other));
  return { rank: order.indexOf(expert), count: order.length };
}
