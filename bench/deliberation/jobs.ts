import { scriptOf, type Script, type Variant } from './script.ts';
import { attempts } from './injections/attempts.ts';
import type { Invitation } from './rig.ts';

/** A meeting that the bench holds. */
export interface Job {
  /** What it is for: `board` and `permuted` are held by seed, the others by their own measure. */
  purpose: 'board' | 'permuted' | 'quarrel' | 'cost' | 'budget' | 'routine' | 'injected';
  name: string;
  script: Script | null;
  invitation: Invitation;
}

/** Seeds of 4 × 4 boards for the cost of input, and of long boards that a small budget cannot carry. */
const COST_SEED = 301;
const BUDGET_SEED = 401;
/** Boards whose problem and lines hold attempts to give orders. */
const INJECTED_SEED = 501;
/** Boards that quarrel, repeat half of it and still say something new: nothing has stalled. */
const QUARREL_SEED = 601;
export const ATTEMPTS_A_BOARD = 10;
export const INJECTED_BOARDS = Math.ceil(attempts().length / ATTEMPTS_A_BOARD);
const FULL_SHAPE = { kind: 'lively', complexity: 9 } as const;

/** The script a meeting's text names, or null. */
export function scriptNamed(tag: string): Script | null {
  const seed = Number(tag.slice(0, 4));
  const variant = tag.slice(4) as Variant;
  if (seed >= QUARREL_SEED) return scriptOf(seed, variant, { kind: 'quarrels' });
  if (seed >= INJECTED_SEED) return injectedScript(seed);
  if (seed >= BUDGET_SEED) return scriptOf(seed, variant, FULL_SHAPE);
  return scriptOf(seed, variant, seed >= COST_SEED ? { kind: 'lively', complexity: 4 } : {});
}

const attemptsOf = (seed: number) =>
  attempts().slice((seed - INJECTED_SEED) * ATTEMPTS_A_BOARD, (seed - INJECTED_SEED + 1) * ATTEMPTS_A_BOARD);

/** Each attempt once in a line of the first two rounds; the first of them in the problem too. */
function injectedScript(seed: number): Script {
  const script = scriptOf(seed, 'a', { kind: 'splits', complexity: 9 });
  const texts = attemptsOf(seed).map(({ text }) => text);
  const lines = script.lines.map((rounds) =>
    rounds.map((line, at) => {
      const text = at < 2 ? texts.shift() : undefined;
      return text === undefined ? line : [...line.slice(0, 2), { kind: 'argument', text } as const];
    }),
  );
  return { ...script, lines };
}

const problemOf = (script: Script): string =>
  `Board case ${script.tag}: we can open a second site, extend the present one or wait for a year. Which of the three ways should we take?`;

const jobFor = (purpose: Job['purpose'], seed: number, variant: Variant, more: Partial<Invitation> = {}): Job => {
  const script = scriptNamed(`${String(seed).padStart(4, '0')}${variant}`) as Script;
  return { purpose, name: `${purpose} ${script.tag}`, script, invitation: { problem: problemOf(script), ...more } };
};

/** What a person tells of their case, of the length that people write: 900 to 2,500 characters. */
const CASE =
  'We run a bakery with two ovens and eleven people, and the landlord of the present site has told us that the lease can be extended on the same terms until the end of March. The second site stands beside the station and would be free from May. Our bank would lend us half of what it costs. Two of our people would rather not travel further than they do now, and the one who could lead a second team has asked for more hours. Sales grew in spring and fell in August. ';

const range = (from: number, count: number): number[] => Array.from({ length: count }, (_, at) => from + at);

/** What only costs money when it is long: nothing in it matters. */
const PADDING = 'What we know of the two sites is told below as it was noted down over the year. '.repeat(180);

export function jobsOf(size: {
  tuning: number;
  reported: number;
  permuted: number;
  quarrels: number;
  cost: number;
  budget: number;
  routine: number;
  injected: number;
}): Job[] {
  return [
    ...range(101, size.reported).map((seed) => jobFor('board', seed, 'a')),
    ...range(101, size.permuted).map((seed) => jobFor('permuted', seed, 'b')),
    ...range(QUARREL_SEED, size.quarrels).map((seed) => jobFor('quarrel', seed, 'a')),
    ...range(COST_SEED, size.cost).map((seed) => {
      const job = jobFor('cost', seed, 'a');
      const told = CASE.repeat(2 + (seed % 4));
      return { ...job, invitation: { ...job.invitation, problem: `${job.invitation.problem} ${told.trim()}` } };
    }),
    ...range(BUDGET_SEED, size.budget).map((seed) => {
      const job = jobFor('budget', seed, 'a', { tier: 'free' });
      return { ...job, invitation: { ...job.invitation, problem: `${job.invitation.problem}\n\n${PADDING}` } };
    }),
    ...range(INJECTED_SEED, size.injected).map((seed) => {
      const job = jobFor('injected', seed, 'a');
      return { ...job, invitation: { problem: `${job.invitation.problem}\n\n${attemptsOf(seed)[0]?.text ?? ''}` } };
    }),
    ...range(1, size.routine).map((number): Job => ({
      purpose: 'routine',
      name: `routine ${number}`,
      script: null,
      // The simulator's scenario of this name routes it to one expert.
      invitation: {
        problem: `Where do I put the opening hours on the website? Asked ${number} times.`,
        insistOnBoard: false,
      },
    })),
    ...range(1, size.tuning).map((seed) => jobFor('board', seed, 'a')),
  ];
}
