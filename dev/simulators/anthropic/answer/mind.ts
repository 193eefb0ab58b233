import { boardCodes } from '../prompt/board.ts';
import { isPassive, type Option } from '../prompt/options.ts';
import { readProblem, type Problem } from '../prompt/problem.ts';
import type { Reading } from '../prompt/reading.ts';
import { fractionOf, type Random } from '../random.ts';
import type { Scenario } from '../scenarios/scenario.ts';
import { unscriptedLeaning } from './course.ts';

/** All an answer is made from. */
export interface Mind {
  reading: Reading;
  problem: Problem;
  scenario: Scenario | null;
  seed: string;
  random: Random;
  /** Index of the option the board drifts to. */
  winner: number;
}

/** @param random draws for this prompt alone; what must agree between prompts hangs on seed and problem only */
export function think(reading: Reading, seed: string, scenario: Scenario | null, random: Random): Mind {
  const answers = reading.answers.map(({ answer }) => answer).join('\n');
  const problem = readProblem(reading.problem, reading.context, answers, scenario?.options);
  const routine = scenario?.routine ?? problem.routine;
  const named = problem.options.findIndex((option) => option.name === scenario?.winner);
  const drawn = drawWinner(problem.options, (what) => fractionOf(seed, reading.problem, what));
  return { reading, problem: { ...problem, routine }, scenario, seed, random, winner: named === -1 ? drawn : named };
}

/** Leaving things as they are wins one time in seven, however many of the options come to that. */
function drawWinner(options: readonly Option[], draw: (what: string) => number): number {
  const active = options.flatMap((option, index) => (isPassive(option) ? [] : [index]));
  const pool = active.length === 0 || draw('status quo') < 1 / 7 ? options.map((_, index) => index) : active;
  return pool[Math.floor(draw('winner') * pool.length)] ?? 0;
}

/**
 * The option an expert leans to in a round: as the scenario wants it, else by the course of the board.
 */
export function leaningOf(mind: Mind, expert: string, round: number): number {
  const { scenario, seed, problem, winner } = mind;
  if (scenario?.dissenters === undefined && !scenario?.stays_split && scenario?.agreement_from_round === undefined)
    return unscriptedLeaning(mind, expert, round);
  const draw = (what: string): number => fractionOf(seed, mind.reading.problem, expert, what);
  const first = draw('first') < 0.4 ? winner : Math.floor(draw('own') * problem.options.length);
  const other = first === winner ? (winner + 1) % problem.options.length : first;
  if (scenario.dissenters?.includes(expert)) return other;
  if (scenario.stays_split) return half(mind, expert) === 0 ? winner : other;
  if (scenario.agreement_from_round !== undefined && round < scenario.agreement_from_round)
    return draw('early') < 0.5 ? winner : other;
  return winner;
}

/** Every second seat; the code decides where the prompt does not list the board. */
function half(mind: Mind, expert: string): number {
  const seat = boardCodes(mind.reading.whole).indexOf(expert);
  return seat === -1 ? Math.floor(fractionOf(mind.reading.problem, expert) * 2) : seat % 2;
}
