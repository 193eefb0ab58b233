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

interface Facts<C extends Candidate> {
  catalogue: readonly C[];
  /** Codes of those whom the person wants: they have their seats before anybody else. */
  pinned?: readonly string[];
  count: number;
  goal: string;
}

/** Why somebody sits there whom the model would not have chosen. */
export const ASKED_FOR = 'You asked for this expert.';

/**
 * Exactly `count` different experts, as far as the catalogue has them: whom the person wants, as far as there are seats,
 * and the chosen ones, in the answer's order, without repetitions; beside the wanted nobody whose archetype is there on a
 * third of the seats already. Free seats are filled from the catalogue, new archetypes first, then new categories, then
 * nearness to the goal.
 */
export function repairSelection<C extends Candidate>(answer: SelectAnswer, facts: Facts<C>): Choice<C>[] {
  const byCode = new Map(facts.catalogue.map((candidate) => [candidate.code, candidate]));
  const mostAlike = Math.max(1, Math.ceil(facts.count / 3));
  const wanted = wantedFirst(answer, facts.pinned ?? []).flatMap((code) => byCode.get(code) ?? []);
  const seated = new Set(wanted.slice(0, facts.count));
  const chosen: Choice<C>[] = [];
  for (const { expert_code, reason } of answer.experts) {
    const candidate = byCode.get(expert_code);
    if (!candidate || taken(chosen, candidate)) continue;
    const alike = [...seated].filter(({ archetype }) => archetype === candidate.archetype).length;
    if (!seated.has(candidate) && (seated.size === facts.count || alike >= mostAlike)) continue;
    seated.add(candidate);
    chosen.push({ candidate, reason: tidy(reason, 200, reasonFor(candidate)) });
  }
  const unnamed = [...seated].filter((candidate) => !taken(chosen, candidate));
  return fillSeats([...chosen, ...unnamed.map((candidate) => ({ candidate, reason: ASKED_FOR }))], facts);
}

/** Wanted codes, those first that the answer chose: where there are fewer seats than wishes, it decides. */
const wantedFirst = (answer: SelectAnswer, pinned: readonly string[]): string[] => [
  ...new Set([
    ...answer.experts.map(({ expert_code }) => expert_code).filter((code) => pinned.includes(code)),
    ...pinned,
  ]),
];

/** Fills up to `count` by diversity. Deterministic: ties go by code. */
export function fillSeats<C extends Candidate>(chosen: readonly Choice<C>[], facts: Facts<C>): Choice<C>[] {
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
