import { corpusOf, halfOf, type Pair } from './corpus.ts';
import { Draw } from './draw.ts';

/** How a board goes, by construction. */
export const KINDS = ['agrees', 'dissents', 'splits', 'stalls', 'lively'] as const;
/** By turns; and a quarrel in which half of a round is repeated and half is new: loud, and not stuck. */
export type Kind = (typeof KINDS)[number] | 'quarrels';

export interface Line {
  text: string;
  /** What it is in truth. A stance is said again in every round. */
  kind: 'stance' | 'fact' | 'argument' | 'repeat';
}

export interface Fact {
  role: number;
  round: number;
  text: string;
  /** A figure that occurs in no other sentence of the board. */
  key: string;
}

/** What a board is made of and how it goes: the truth that the product has to find out from texts. */
export interface Script {
  /** Names the meeting in its problem statement, e.g. `0137a`. */
  tag: string;
  seed: number;
  kind: Kind;
  /** 1–10, as the decomposition gives it. */
  complexity: number;
  /** Catalogue codes by role. */
  experts: readonly string[];
  /** In the order in which they are chosen; roles. */
  order: readonly number[];
  maxRounds: number;
  /** The last round in which anybody says something new. */
  lastNew: number;
  /** From here on everybody but the dissenters stands behind option 0. */
  agreedFrom: number;
  dissenters: readonly number[];
  /** Who stands for something else to the end of the rounds, and takes it back in the recommendation. */
  persuaded: readonly number[];
  /** From here on both sides refuse each other's terms. */
  refusesFrom: number;
  facts: readonly Fact[];
  /** By role, then round from 1. */
  lines: readonly (readonly (readonly Line[])[])[];
}

export const OPTIONS = ['Open the second site', 'Extend the present site', 'Wait for one year'] as const;
export type Variant = 'a' | 'b';
const NEVER = 99;
const ARGUMENTS = 3;
/** Codes of the catalogue whose archetypes all differ, so that every choice of them is a diverse board. */
const POOL = [
  'cfo',
  'pricing',
  'investor',
  'operations',
  'mergers',
  'legal',
  'growth',
  'brand',
  'sales',
  'delivery',
  'founder',
  'ethicist',
];

/**
 * @param variant `a` as written; `b` the same with other people in other seats
 * @param shape fixes what the seed would draw; complexity 3–10
 */
export function scriptOf(
  seed: number,
  variant: Variant = 'a',
  shape: { kind?: Kind; complexity?: number } = {},
): Script {
  const draw = new Draw('board', seed);
  const kind = shape.kind ?? (KINDS[seed % KINDS.length] as Kind);
  const complexity = shape.complexity ?? draw.pick([6, 8, 9]);
  const seats = complexity < 7 ? 4 : 5;
  const maxRounds = complexity < 5 ? 4 : complexity < 7 ? 5 : 6;
  const lastNew = kind === 'lively' || kind === 'quarrels' ? maxRounds : draw.int(1, 3);
  const dissenters = kind === 'dissents' ? [draw.int(0, seats - 1)] : [];
  const agreedFrom = kind === 'agrees' || kind === 'dissents' ? draw.int(1, lastNew) : NEVER;
  const loud = kind === 'stalls' || kind === 'quarrels' || (kind === 'lively' && draw.chance(0.5));
  const refusesFrom = loud ? 1 : NEVER;
  const people = new Draw('people', seed, variant);
  const course = { seed, kind, complexity, maxRounds, lastNew, agreedFrom, dissenters, refusesFrom };
  const truth = { ...course, persuaded: persuadedOf(course, seats) };
  const facts = factsOf(draw, seats, lastNew);
  return {
    ...truth,
    tag: `${String(seed).padStart(4, '0')}${variant}`,
    experts: people.shuffle(POOL).slice(0, seats),
    order: people.shuffle(Array.from({ length: seats }, (_, role) => role)),
    facts,
    lines: linesOf(draw, { ...truth, seats, facts }),
  };
}

type Course = Omit<Script, 'tag' | 'experts' | 'order' | 'facts' | 'lines' | 'persuaded'>;

/** Every second dissenter of a board that agrees, and every fourth of those who stand apart elsewhere. */
function persuadedOf(course: Course, seats: number): number[] {
  const draw = new Draw('persuaded', course.seed);
  return Array.from({ length: seats }, (_, role) => role).filter((role) => {
    const answered = draw.chance(course.kind === 'dissents' ? 0.5 : 0.25);
    return answered && stanceOf(course, role, course.maxRounds) !== 0;
  });
}

/** The option a role stands for in a round. */
export function stanceOf(script: Course, role: number, round: number): number {
  if (script.dissenters.includes(role)) return 1;
  if (round >= script.agreedFrom) return 0;
  if (script.kind === 'stalls' || script.refusesFrom <= round) return role % 2;
  return role % OPTIONS.length;
}

const THINGS = [
  'lease',
  'cleaning contract',
  'insurance',
  'heating',
  'freight',
  'licence',
  'loan',
  'storage',
  'overtime',
  'waste disposal',
];

/** Every role owns one fact and says it once, while the board still has something to say. */
function factsOf(draw: Draw, seats: number, lastNew: number): Fact[] {
  const things = draw.shuffle(THINGS);
  return Array.from({ length: seats }, (_, role) => {
    const key = `${draw.int(11, 98)},${draw.int(101, 989)}`;
    const text = `Only my own books show that the ${things[role]} costs ${key} euros a year.`;
    return { role, round: draw.int(1, Math.min(2, lastNew)), text, key };
  });
}

type Plan = Omit<Script, 'tag' | 'experts' | 'order' | 'lines'> & { seats: number };

function linesOf(draw: Draw, plan: Plan): Line[][][] {
  const { paraphrases, neighbours } = corpusOf(halfOf(plan.seed));
  const fresh = plan.kind === 'lively' ? sentencesOf(draw.shuffle(neighbours)) : [];
  const pairs = draw.shuffle(paraphrases);
  const said: Pair[] = [];
  const lines: Line[][][] = Array.from({ length: plan.seats }, () => []);
  for (let round = 1; round <= plan.maxRounds; round++) {
    const before = draw.shuffle(said);
    const slots = plan.seats * ARGUMENTS;
    const repeats = repeatsIn(draw, plan, round, slots);
    const order = draw.shuffle(Array.from({ length: slots }, (_, slot) => slot < repeats));
    for (let role = 0; role < plan.seats; role++) {
      const own = order.splice(0, ARGUMENTS).map((repeat): Line => {
        if (repeat && before.length > 0) return { kind: 'repeat', text: again(before, said) };
        const next = plan.kind === 'lively' ? fresh.shift() : undefined;
        if (next !== undefined) return { kind: 'argument', text: next };
        const pair = pairs.shift();
        if (pair === undefined) throw new Error('The corpus is too small for this board.');
        said.push(pair);
        return { kind: 'argument', text: pair.one };
      });
      lines[role]?.push([...opening(plan, role, round), ...own]);
    }
  }
  return lines;
}

/** How many of a round's arguments repeat earlier ones: at first few, after the last new round all. */
function repeatsIn(draw: Draw, plan: Plan, round: number, slots: number): number {
  if (round === 1 || plan.kind === 'lively') return 0;
  // Of all sentences, stances included, so much is new at least: as little as does not yet count as stalled.
  if (plan.kind === 'quarrels') return Math.floor(slots - draw.pick([0.4, 0.45]) * (slots + plan.seats));
  if (round > plan.lastNew) return slots;
  // Half repeated and positions restated is a stalled round by the rule itself: no live round of a quarrel repeats so much.
  return Math.floor(slots * draw.pick(plan.kind === 'stalls' ? [0, 0.2] : [0, 0.2, 0.5]));
}

/** What was said in other words; those that nobody has repeated yet come first. */
function again(before: Pair[], all: readonly Pair[]): string {
  const pair = before.shift() as Pair;
  if (before.length === 0) before.push(...all);
  return pair.other;
}

/** One sentence of each pair, then the other one of each: about the same, and something else. */
const sentencesOf = (pairs: readonly Pair[]): string[] => {
  const some = pairs.slice(0, 50);
  return [...some.map((pair) => pair.one), ...some.map((pair) => pair.other)];
};

function opening(plan: Plan, role: number, round: number): Line[] {
  const own = stanceOf(plan, role, round);
  const refuses = round >= plan.refusesFrom ? `, and on no terms “${OPTIONS[1 - own]}”` : '';
  const stance: Line = { kind: 'stance', text: `I would sign “${OPTIONS[own]}”${refuses}.` };
  const facts = plan.facts.filter((fact) => fact.role === role && fact.round === round);
  return [stance, ...facts.map((fact): Line => ({ kind: 'fact', text: fact.text }))];
}
