import { sameness } from '../length.ts';
import type { SelectAnswer } from '../tools/expert-selection.ts';
import { tidy } from './texts.ts';

/** What the choice needs to know of a persona. */
export interface Candidate {
  code: string;
  archetype: string;
  category: string;
  expertise: string[];
}

export interface Choice<C extends Candidate> {
  candidate: C;
  reason: string;
}

/**
 * Exactly `count` different experts, as far as the catalogue has them: the chosen ones in their order, without repetitions
 * and without an archetype that is there more often than a third of the seats; free seats are filled from the catalogue,
 * new archetypes first, then new categories, then nearness to the goal.
 */
export function repairSelection<C extends Candidate>(
  answer: SelectAnswer,
  facts: { catalogue: readonly C[]; count: number; goal: string },
): Choice<C>[] {
  const byCode = new Map(facts.catalogue.map((candidate) => [candidate.code, candidate]));
  const mostAlike = Math.max(1, Math.ceil(facts.count / 3));
  const chosen: Choice<C>[] = [];
  for (const { expert_code, reason } of answer.experts) {
    const candidate = byCode.get(expert_code);
    if (!candidate || chosen.length === facts.count || taken(chosen, candidate)) continue;
    if (chosen.filter((one) => one.candidate.archetype === candidate.archetype).length >= mostAlike) continue;
    chosen.push({ candidate, reason: tidy(reason, 200, reasonFor(candidate)) });
  }
  return fillSeats(chosen, facts);
}

/** Fills up to `count` by diversity. Deterministic: ties go by code. */
export function fillSeats<C extends Candidate>(
  chosen: readonly Choice<C>[],
  facts: { catalogue: readonly C[]; count: number; goal: string },
): Choice<C>[] {
  const seats = [...chosen];
  const wanted = new Set(wordsOf(facts.goal));
  while (seats.length < facts.count) {
    const free = facts.catalogue.filter((candidate) => !taken(seats, candidate));
    const best = free.toSorted(
      (a, b) => rank(b, seats, wanted) - rank(a, seats, wanted) || (a.code < b.code ? -1 : 1),
    )[0];
    if (!best) break;
    seats.push({ candidate: best, reason: reasonFor(best) });
  }
  return seats;
}

const taken = (seats: readonly Choice<Candidate>[], { code }: Candidate): boolean =>
  seats.some((seat) => seat.candidate.code === code);

function rank(candidate: Candidate, seats: readonly Choice<Candidate>[], wanted: ReadonlySet<string>): number {
  const alike = seats.filter((seat) => seat.candidate.archetype === candidate.archetype).length;
  const near = seats.filter((seat) => seat.candidate.category === candidate.category).length;
  const matches = wordsOf(candidate.expertise.join(' ')).filter((word) => wanted.has(word)).length;
  return -1000 * alike - 50 * near + matches;
}

/** Words long enough to mean something. */
export const wordsOf = (text: string): string[] =>
  [...new Set(sameness(text).split(' '))].filter((word) => word.length > 3);

const reasonFor = ({ expertise, archetype }: Candidate): string =>
  `Brings a view the board would lack: ${(expertise.slice(0, 2).join(' and ') || archetype).toLowerCase()}.`;
