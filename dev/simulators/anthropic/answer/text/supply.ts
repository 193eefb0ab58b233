import { boardIn } from '../../prompt/board.ts';
import type { Figure } from '../../prompt/facts.ts';
import { Random } from '../../random.ts';
import { isPassive } from '../../prompt/options.ts';
import { courseOf, type Course } from '../course.ts';
import { leaningOf, type Mind } from '../mind.ts';
import type { Bank } from './banks/bank.ts';
import { bankFor } from './banks/bank-of.ts';
import { fitting } from './banks/fitting.ts';
import { waitingConditions } from './waiting.ts';

/** New points by round; after that everything has been said. Who will not move argues in circles sooner. */
const POINTS_BY_ROUND: Readonly<Record<Course, readonly number[]>> = {
  agrees: [3, 2, 0],
  agrees_late: [3, 2, 1],
  dissent: [3, 2, 0],
  stalls: [3, 0, 0],
};

/** What one expert has to offer in a meeting, in the order in which it is said. */
export interface Supply {
  bank: Bank;
  /** This round's points, none of which is said in another round or by a colleague of the same field. */
  points: string[];
  /** A number and what this field says about it; no two experts of a field take the same words. */
  figured: { figure: Figure; pattern: string } | null;
  /** The condition under which they would agree; no two of a field have the same. */
  condition: string;
  /** Points of theirs that state something, as reasons to give in the end. */
  reasons: string[];
  craft: string;
}

/** @param round from 1 */
export function supplyFor(mind: Mind, round: number): Supply {
  const persona = mind.reading.persona ?? { code: '', name: '', archetype: '', description: '' };
  // As the board lists them: colleagues must count one another into the same fields.
  const bank = fitting(bankFor({ code: persona.code, archetype: persona.archetype }), mind.problem.kind);
  const { index, count } = placeInField(mind, bank, persona.code);
  const order = new Random(mind.seed, mind.reading.problem, bank.id, 'points').shuffle(bank.points);
  const mine = order.filter((_, position) => position % count === index);
  const passive = (inRound: number): boolean => {
    const option = mind.problem.options[leaningOf(mind, persona.code, inRound)];
    return option !== undefined && isPassive(option);
  };
  const own = passive(1) ? [...mine].sort((one, other) => asksForAction(one) - asksForAction(other)) : mine;
  const amounts = POINTS_BY_ROUND[courseOf(mind)];
  const before = sum(amounts.slice(0, round - 1));
  const due = own.slice(before, before + (amounts[round - 1] ?? 0));
  const points = passive(round) ? due.filter((point) => asksForAction(point) === 0) : due;
  const conditions = passive(round) ? waitingConditions(mind) : bank.conditions;
  const start = new Random(mind.seed, mind.reading.problem, bank.id, 'condition').int(0, conditions.length - 1);
  return {
    bank,
    points,
    figured: figuredFor(mind, bank, round, index),
    condition: conditions[(start + index) % conditions.length] ?? '',
    reasons: own.filter((point) => !point.includes('?')),
    craft: craftOf(persona),
  };
}

/** Points about what {own} adds or costs do not fit leaving things as they are. */
const asksForAction = (point: string): number => (point.includes('{own}') ? 1 : 0);

const sum = (numbers: readonly number[]): number => numbers.reduce((one, other) => one + other, 0);

/** Where an expert sits among the members of the board who work in the same field. */
function placeInField(mind: Mind, bank: Bank, code: string): { index: number; count: number } {
  const board = boardIn(mind.reading.whole).filter((member) => bankFor(member).id === bank.id);
  const index = board.findIndex((member) => member.code === code);
  return index === -1 ? { index: 0, count: 1 } : { index, count: board.length };
}

/** Each field starts at another number, and takes the next one in the next round; silent when they run out. */
function figuredFor(mind: Mind, bank: Bank, round: number, index: number): Supply['figured'] {
  const usable = mind.problem.figures.filter(({ kind }) => bank.figured[kind] !== undefined);
  if (usable.length === 0 || round > 2) return null;
  const start = new Random(mind.seed, bank.id, mind.reading.problem, 'figure').int(0, usable.length - 1);
  const step = round - 1 + index;
  if (step >= usable.length) return null;
  const figure = usable[(start + step) % usable.length] as Figure;
  const patterns = bank.figured[figure.kind] ?? [];
  const earlier = usable.filter(
    (other, at) => other.kind === figure.kind && (at - start + usable.length) % usable.length < step,
  );
  const pattern = patterns[earlier.length];
  return pattern === undefined ? null : { figure, pattern };
}

function craftOf(persona: { archetype: string; description: string }): string {
  const knows = /\bKnows:\s*([^,.\n]+)/i.exec(persona.description)?.[1];
  const craft = (knows ?? persona.archetype).trim().replace(/^(?:the|an?)\s+/i, '');
  return craft === '' ? 'this field' : craft.charAt(0).toLowerCase() + craft.slice(1);
}
