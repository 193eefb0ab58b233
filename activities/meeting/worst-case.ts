import { ASPECTS, EXPERT_COUNT, INTERJECTIONS_A_CALL, STOP_RULES, type Phase } from '@bo1/contracts/meeting/values';
import { CALL_LIMITS, type CallKind } from '../llm/limits.ts';
import { offeredOf } from '../llm/offered.ts';
import { inputBound, tokenBound } from '../llm/price.ts';
import type { ModelRole, Prompt, ToolSpec, Usage } from '../ports/llm.ts';
import type { Deliberation, Expert, FinishedRound, Interjection } from './material.ts';
import { answerInterjectionsPrompt } from './prompts/answer-interjections.ts';
import { personaText } from './prompts/brief.ts';
import { contributePrompt } from './prompts/contribute.ts';
import { facilitatePrompt } from './prompts/facilitate.ts';
import { judgePrompt } from './prompts/judge.ts';
import { planActionsPrompt } from './prompts/plan-actions.ts';
import { summariseRoundPrompt } from './prompts/summarise-round.ts';
import { synthesisePrompt } from './prompts/synthesise.ts';
import { synthesiseMeetingPrompt } from './prompts/synthesise-meeting.ts';
import { votePrompt } from './prompts/vote.ts';
import { afterRound, BYTES_PER_BOUNDED_TOKEN, standIn, standInRecord, standInVote, withReplies } from './stand-in.ts';
import { actionsTool } from './tools/action-plan.ts';
import { recordTool } from './tools/decision-record.ts';
import { repliesTool } from './tools/interjection-replies.ts';
import { facilitateTool } from './tools/facilitator-decision.ts';
import { voteTool } from './tools/recommendation.ts';
import { judgeTool } from './tools/round-judgement.ts';

/**
 * What calls that are still to come can cost at most, as usage by model (priced by `costOf` of llm/price.ts), so that a
 * round or the ending is paid for before it begins. The bounds are measured on the real templates: with all that is known,
 * and with material of the greatest length (stand-in.ts) for what is not. They follow every change of a prompt by themselves. Retries that show a validation
 * error are not in them: an answer settles far below its bound, and what is left pays for those.
 *
 * Calls draw on the reservation one after the other: each holds its bound (llm/price.ts) while it runs and what it really
 * cost afterwards. What has to be reserved is therefore the dearest moment, not the sum of all bounds: the steps before it
 * as they settle, and the calls that run at once as they are bounded.
 */
export type UsageByModel = Record<ModelRole, Usage>;

/**
 * Context and answers are not known when the closing steps' money is set aside: what most people give. Each round that is
 * opened knows them, and sets aside what is missing then (closingAfterRound).
 */
const UNKNOWN_MATERIAL_BYTES = 1_500;

/** Bytes of the prose that is bounded like the problem, in whatever script that is, with what else may come. */
export const materialBytesAtStart = (problem: string): number =>
  BYTES_PER_BOUNDED_TOKEN * tokenBound(problem) + UNKNOWN_MATERIAL_BYTES;

/** A round that is about to be opened. */
export interface RoundScope {
  /** Everything that is known before it: pages, interjections and settled decisions stand in its prompts as they are. */
  before: Deliberation;
  round: number;
  max_rounds: number;
  phase: Phase;
  /** Numbers of the interjections that are answered before it. */
  interjections?: readonly number[];
  /** Whether it is held is still the facilitator's to decide, at the price of a call. */
  undecided?: true;
}

/** The facilitator's decision where it is still to come, replies to interjections, contributions, judge, summary and facilitator. */
export function roundWorstCase(scope: RoundScope): UsageByModel {
  const { round, max_rounds, phase, interjections = [] } = scope;
  const before = withReplies(scope.before, interjections);
  const after = afterRound(before, round, false);
  const last = after.rounds.at(-1) as FinishedRound;
  const codes = after.experts.map((expert) => expert.code);
  const expert = wordiest(before.experts);
  const contribute = contributePrompt({ deliberation: before, expert, round, max_rounds, phase });
  return dearestMoment([
    ...(scope.undecided ? [[facilitation(before, round - 1, max_rounds)]] : []),
    ...replies(before, interjections),
    [calls('contribute', contribute, null, codes.length)],
    [
      calls('judge', judgePrompt({ deliberation: after }), judgeTool(codes)),
      calls('summary', summariseRoundPrompt({ sub_problem: after.sub_problem, round: last }), null),
    ],
    [facilitation(after, round, max_rounds)],
  ]);
}

function facilitation(deliberation: Deliberation, round: number, max_rounds: number): Calls {
  const allowed = ['continue', 'clarify', 'research', 'moderator', 'acknowledge_impasse', 'vote'] as const;
  const prompt = facilitatePrompt({ deliberation, round, max_rounds, missing_aspects: ASPECTS, allowed });
  return calls('facilitate', prompt, facilitateTool(allowed));
}

/** One call after the other, each for some of the interjections, whose words are known. */
function replies(deliberation: Deliberation, numbers: readonly number[]): Calls[][] {
  const codes = deliberation.experts.map((expert) => expert.code);
  const heard = [...deliberation.said_before, ...deliberation.rounds.flatMap((round) => round.interjections)];
  const hands = numbers.map((number) => ({ flagged: [], replies: [], text: textOf(heard, number), number }));
  return Array.from({ length: Math.ceil(hands.length / INTERJECTIONS_A_CALL) }, (_, index) => {
    const some = hands.slice(index * INTERJECTIONS_A_CALL, (index + 1) * INTERJECTIONS_A_CALL);
    const prompt = answerInterjectionsPrompt({ deliberation, hands: some });
    const tool = repliesTool(
      some.map(({ number }) => number),
      codes,
    );
    return [calls('interjections', prompt, tool)];
  });
}

const textOf = (heard: readonly Interjection[], number: number): string =>
  heard.find((one) => one.number === number && one.text !== '')?.text ?? '';

/** The expert whose prompts are the longest: persona and name are all in which they differ. */
function wordiest(experts: readonly Expert[]): Expert {
  const own = (expert: Expert) => tokenBound(personaText(expert)) + tokenBound(expert.name);
  return experts.reduce((longest, expert) => (own(expert) > own(longest) ? expert : longest));
}

/**
 * Votes, synthesis and actions of each sub-problem, and the synthesis over all where there are several, before anything is
 * known. `experts` and `sub_problems` are the largest that the meeting may come to.
 */
export function closingWorstCase(scope: {
  material_bytes: number;
  experts?: number;
  sub_problems?: number;
  rounds?: number;
}): UsageByModel {
  const { material_bytes, experts = EXPERT_COUNT.max, sub_problems = 1, rounds = 6 } = scope;
  return closingOf(standIn(experts, rounds, material_bytes), sub_problems);
}

/** The same once a round has been held, and pages looked up after it where `research` is offered. */
export const closingAfterRound = (scope: RoundScope & { research: boolean; sub_problems: number }): UsageByModel =>
  closingOf(
    afterRound(withReplies(scope.before, scope.interjections ?? []), scope.round, scope.research),
    scope.sub_problems,
  );

/** Endings to pay for: where a meeting has several parts there is a record over all, however few are still open. */
export const closingParts = (all: number, open: number): number => (all <= 1 ? 1 : Math.max(2, open));

function closingOf(deliberation: Deliberation, sub_problems: number): UsageByModel {
  const { brief, sub_problem, experts } = deliberation;
  const codes = experts.map((expert) => expert.code);
  const votes = experts.map(standInVote);
  const record = standInRecord();
  const stop_rule = STOP_RULES[5];
  const vote = votePrompt({ deliberation, expert: wordiest(experts) });
  const stages = [
    [calls('vote', vote, voteTool(), experts.length * sub_problems)],
    [calls('synthesis', synthesisePrompt({ deliberation, votes, stop_rule }), recordTool(codes), sub_problems)],
    [calls('actions', planActionsPrompt({ brief, sub_problem, record }), actionsTool(), sub_problems)],
  ];
  if (sub_problems > 1) {
    const records = Array.from({ length: sub_problems }, (_, index) => ({ index, record }));
    stages.push([calls('synthesis', synthesiseMeetingPrompt({ brief, records }), recordTool(codes))]);
  }
  return dearestMoment(stages);
}

interface Calls extends Usage {
  model: ModelRole;
}

function calls(kind: CallKind, prompt: Prompt, tool: ToolSpec<unknown> | null, count = 1): Calls {
  const { model, maxTokens } = CALL_LIMITS[kind];
  const { cacheable, plain } = inputBound(prompt, tool && offeredOf(tool));
  return {
    model,
    input_tokens: count * plain,
    cache_write_tokens: count * cacheable,
    cache_read_tokens: 0,
    output_tokens: count * maxTokens,
  };
}

/** Share of its input bound that a call uses at most when it settles: prose has at least 3 bytes a token. */
const SETTLED_SHARE = BYTES_PER_BOUNDED_TOKEN / 3;

/** @param stages one after the other; the calls of a stage run at once */
function dearestMoment(stages: readonly Calls[][]): UsageByModel {
  let settled: Calls[] = [];
  let dearest: Calls[] = [];
  for (const stage of stages) {
    const moment = [...settled, ...stage];
    if (weight(moment) > weight(dearest)) dearest = moment;
    settled = [...settled, ...stage.map(asSettled)];
  }
  return { main: sumOf(dearest, 'main'), small: sumOf(stages.flat(), 'small') };
}

const asSettled = (one: Calls): Calls => ({
  ...one,
  input_tokens: Math.ceil((one.input_tokens + one.cache_write_tokens) * SETTLED_SHARE),
  cache_write_tokens: 0,
});

/** How dear a moment is, in input tokens: output costs five times as much in every price list so far, a cache write 1.25. */
const weight = (all: readonly Calls[]): number => {
  const { input_tokens, cache_write_tokens, output_tokens } = sumOf(all, 'main');
  return input_tokens + 1.25 * cache_write_tokens + 5 * output_tokens;
};

const sumOf = (all: readonly Calls[], model: ModelRole): Usage =>
  all
    .filter((one) => one.model === model)
    .reduce(
      (sum, one) => ({
        input_tokens: sum.input_tokens + one.input_tokens,
        output_tokens: sum.output_tokens + one.output_tokens,
        cache_read_tokens: 0,
        cache_write_tokens: sum.cache_write_tokens + one.cache_write_tokens,
      }),
      { input_tokens: 0, output_tokens: 0, cache_read_tokens: 0, cache_write_tokens: 0 },
    );
