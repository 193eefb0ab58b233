import { CALL_LIMITS } from '../llm/limits.ts';
import { PAGE_LIMITS, QUERY_LIMIT } from '../ports/search.ts';
import type { CastVote, Deliberation, Expert, FinishedRound, Judgement, Research } from './material.ts';
import { SOURCES_A_QUERY } from './prompts/research.ts';
import { SUMMARY_LIMIT } from './prompts/summarise-round.ts';
import { REPLY_LIMIT } from './tools/interjection-replies.ts';

/**
 * Material of the greatest length, for measuring what a prompt can come to. UTF-8 bytes: of the prose that an output token
 * becomes, and of other texts at their longest.
 */
const BYTES_PER_OUTPUT_TOKEN = 4.5;
const PERSONA_BYTES = 1_100;
const GOAL_BYTES = 540;
const GUIDANCE_BYTES = 800;
const STANCE_BYTES = 160;
const RECORD_BYTES = 4_000;

/** Words that are bounded like prose with its signs and numbers: so many bytes to a token of `tokenBound`. */
export const BYTES_PER_BOUNDED_TOKEN = 2.2;
const WORDS = 'worst ones ';

const filler = (bytes: number): string =>
  WORDS.repeat(Math.ceil(bytes / WORDS.length)).slice(0, Math.max(0, Math.ceil(bytes)));

/** What an expert says at most. */
export const LONGEST_CONTRIBUTION = filler(CALL_LIMITS.contribute.maxTokens * BYTES_PER_OUTPUT_TOKEN);

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

const standInExpert = (code: string, index: number): Expert => ({
  code,
  name: `A Person With A Rather Long Name ${index}`,
  archetype: 'an archetype',
  expertise: [],
  traits: [],
  style: '',
  system_prompt: filler(PERSONA_BYTES),
});

/** The board with these members; whoever does not sit yet is stood in for. */
export const seated = (experts: readonly Expert[], codes: readonly string[]): Expert[] =>
  codes.map((code, index) => experts.find((expert) => expert.code === code) ?? standInExpert(code, index));

/** A round in which everybody said all that fits, with whatever may come between it and the next. */
function standInRound(round: number, experts: readonly Expert[], research: Research | null = null): FinishedRound {
  return {
    round,
    phase: 'challenge',
    said: experts.map(({ code, name }) => ({
      expert_code: code,
      name,
      text: LONGEST_CONTRIBUTION,
    })),
    summary: filler(SUMMARY_LIMIT),
    judgement: {
      ...standInJudgement,
      stances: Object.fromEntries(experts.map((expert) => [expert.code, filler(STANCE_BYTES)])),
    },
    guidance: { action: 'continue', guidance: filler(GUIDANCE_BYTES), intervention: null },
    research,
    interjections: [],
  };
}

/** As many pages as a query may bring, each as long as it may be. */
const standInResearch = (): Research => ({
  query: filler(QUERY_LIMIT),
  sources: Array.from({ length: SOURCES_A_QUERY }, (_, index) => ({
    number: index + 1,
    title: filler(PAGE_LIMITS.title),
    url: filler(PAGE_LIMITS.url),
    snippet: filler(PAGE_LIMITS.snippet),
  })),
});

/** The board after one more round: what is known is what it is, and the round comes to all that it can. */
export const afterRound = (before: Deliberation, round: number, research: boolean): Deliberation => ({
  ...before,
  rounds: [...before.rounds, standInRound(round, before.experts, research ? standInResearch() : null)],
});

/** The last round with all that may still be written about it, as long as it may become. */
export function withUnwritten(deliberation: Deliberation): Deliberation {
  const last = deliberation.rounds.at(-1);
  if (!last) return deliberation;
  const { summary, judgement, guidance } = standInRound(last.round, deliberation.experts);
  const rounds = deliberation.rounds.with(-1, {
    ...last,
    summary: last.summary ?? summary,
    judgement: last.judgement ?? judgement,
    guidance: last.guidance ?? guidance,
  });
  return { ...deliberation, rounds };
}

/** With two replies, as long as they may be, to each of these interjections. */
export function withReplies(deliberation: Deliberation, numbers: readonly number[]): Deliberation {
  const [one, other = one] = deliberation.experts;
  const last = deliberation.rounds.at(-1);
  if (numbers.length === 0 || !last || !one || !other) return deliberation;
  const replies = [one, other].map(({ code, name }) => ({ expert_code: code, name, text: filler(REPLY_LIMIT) }));
  const interjections = numbers.map((number) => ({ number, text: '', flagged: [], replies }));
  const rounds = deliberation.rounds.with(-1, { ...last, interjections: [...last.interjections, ...interjections] });
  return { ...deliberation, rounds };
}

/** A board after `rounds` rounds of which nothing is known yet, and in which nothing was looked up. */
export function standIn(count: number, rounds: number, materialBytes: number): Deliberation {
  const codes = Array.from({ length: count }, (_, index) => `expert_with_a_long_code_${index}`);
  const experts = seated([], codes);
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
    rounds: Array.from({ length: rounds }, (_, index) => standInRound(index + 1, experts)),
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
