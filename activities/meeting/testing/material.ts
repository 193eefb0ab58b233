import type { DecisionRecord } from '@bo1/contracts/meeting/schema';
import type { Phase } from '@bo1/contracts/meeting/values';
import type { Brief, Deliberation, Expert, FinishedRound, Judgement } from '../material.ts';

/** Material for tests: every text carries the marker of where it came from. */
export const marker = (...parts: (string | number)[]): string => `MARK-${parts.join('-')}-END`;

export const someBrief = (change: Partial<Brief> = {}): Brief => ({
  problem:
    `Should we open a second bakery in Lyon? ${marker('problem')} ${'The lease ends in March. '.repeat(30)}`.trim(),
  flagged: [],
  asked_on: '2026-11-22',
  context: [{ kind: 'business_profile', label: 'Business profile', text: marker('context') }],
  answers: [{ question: 'How much cash is free?', answer: marker('answer') }],
  constraints: [],
  ...change,
});

export const someExpert = (code: string): Expert => ({
  code,
  name: `Name of ${code}`,
  archetype: `archetype ${code}`,
  expertise: ['pricing', 'leases'],
  traits: ['direct'],
  style: 'Short sentences.',
  // As long as those of the catalogue.
  system_prompt: `${marker('persona', code)} ${'You count cash first. '.repeat(40)}`.trim(),
});

export const CODES = ['cfo', 'ops', 'law', 'customer'] as const;

const judgement: Judgement = {
  agreement: 0.5,
  conflict: 0.4,
  novelty: 0.6,
  aspects: {
    problem_clarity: 'touched',
    objectives: 'none',
    options: 'touched',
    assumptions: 'none',
    risks: 'touched',
    constraints: 'none',
    stakeholders: 'none',
    dependencies: 'none',
  },
  focus: 'Is the lease fixed?',
  stances: { cfo: 'Wait.' },
};

export function someRound(round: number, codes: readonly string[] = CODES, words = 30): FinishedRound {
  return {
    round,
    phase: 'explore' satisfies Phase,
    said: codes.map((code) => ({
      expert_code: code,
      name: `Name of ${code}`,
      text: `${marker('said', round, code)} ${'reason '.repeat(words)}`.trim(),
    })),
    summary: `${marker('summary', round)} ${'minute '.repeat(58)}`.trim(),
    judgement,
    guidance: { action: 'continue', guidance: marker('guidance', round), intervention: null },
    research: null,
    interjections: [],
  };
}

export const someDeliberation = (rounds: number, words?: number): Deliberation => ({
  brief: someBrief(),
  sub_problem: { index: 0, goal: 'Should we open in Lyon in 2027?', rationale: marker('goal'), settled: [] },
  experts: CODES.map(someExpert),
  said_before: [],
  rounds: Array.from({ length: rounds }, (_, index) => someRound(index + 1, CODES, words)),
});

/** A decision record of usual length. */
export const someRecord = (question: string): DecisionRecord => ({
  question,
  decision: 'd'.repeat(200),
  chosen_option: 'Wait',
  criteria: [],
  options: [],
  rationale: 'r'.repeat(1_200),
  confidence: 0.7,
  confidence_basis: 'b'.repeat(200),
  dissent: [],
  conditions: [],
  reopen_if: [],
});
