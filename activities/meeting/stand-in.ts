import { CALL_LIMITS } from '../llm/limits.ts';
import type { CastVote, Deliberation, Expert, Judgement } from './material.ts';
import { SUMMARY_LIMIT } from './prompts/summarise-round.ts';

/**
 * Material of the greatest length, for measuring what a prompt can come to. UTF-8 bytes: of the prose that an output token
 * becomes, and of other texts at their longest.
 */
const BYTES_PER_OUTPUT_TOKEN = 4.5;
const PERSONA_BYTES = 1_100;
const GOAL_BYTES = 540;
const GUIDANCE_BYTES = 800;
const RECORD_BYTES = 4_000;

/** Words that are bounded like prose with its signs and numbers: so many bytes to a token of `tokenBound`. */
export const BYTES_PER_BOUNDED_TOKEN = 2.2;
const WORDS = 'worst ones ';

const filler = (bytes: number): string =>
  WORDS.repeat(Math.ceil(bytes / WORDS.length)).slice(0, Math.max(0, Math.ceil(bytes)));

const standInJudgement: Judgement = {
  agreement: 0.5,
  conflict: 0.5,
  novelty: 0.5,
  aspects: {
    problem_clarity: 'touched',
    objectives: 'touched',
    options: 'touched',
    assumptions: 'touched',
    risks: 'touched',
    constraints: 'touched',
    stakeholders: 'touched',
    dependencies: 'touched',
  },
  focus: filler(240),
  stances: {},
};

/** A board after `rounds` rounds in which everybody said all that fits, and looked nothing up: what seldom stands in a prompt is paid
 *  for out of what the bounds leave over. */
export function standIn(count: number, rounds: number, materialBytes: number): Deliberation {
  const experts = Array.from({ length: count }, (_, index): Expert => ({
    code: `expert_with_a_long_code_${index}`,
    name: `A Person With A Rather Long Name ${index}`,
    archetype: 'an archetype',
    expertise: [],
    traits: [],
    style: '',
    system_prompt: filler(PERSONA_BYTES),
  }));
  const stances = Object.fromEntries(experts.map((expert) => [expert.code, filler(160)]));
  return {
    brief: {
      problem: filler(materialBytes),
      flagged: [],
      asked_on: '2000-01-01',
      context: [],
      answers: [],
      constraints: [],
    },
    sub_problem: { index: 0, goal: filler(GOAL_BYTES / 2), rationale: filler(GOAL_BYTES / 2), settled: [] },
    experts,
    said_before: [],
    rounds: Array.from({ length: rounds }, (_, index) => ({
      round: index + 1,
      phase: 'challenge',
      said: experts.map(({ code, name }) => ({
        expert_code: code,
        name,
        text: filler(CALL_LIMITS.contribute.maxTokens * BYTES_PER_OUTPUT_TOKEN),
      })),
      summary: filler(SUMMARY_LIMIT),
      judgement: { ...standInJudgement, stances },
      guidance: { action: 'continue', guidance: filler(GUIDANCE_BYTES), intervention: null },
      research: null,
      interjections: [],
    })),
  };
}

export const standInVote = ({ code, name }: Expert): CastVote => ({
  expert_code: code,
  name,
  recommendation: filler(320),
  reasoning: filler(600),
  confidence: 0.5,
  conditions: [filler(160), filler(160), filler(160)],
  risks: [filler(160), filler(160), filler(160)],
});

export const standInRecord = () => ({
  question: filler(240),
  decision: filler(320),
  chosen_option: filler(80),
  criteria: [],
  options: [],
  rationale: filler(RECORD_BYTES),
  confidence: 0.5,
  confidence_basis: filler(320),
  dissent: [],
  conditions: [],
  reopen_if: [],
});
