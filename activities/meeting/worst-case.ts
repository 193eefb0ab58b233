import { EXPERT_COUNT, INTERJECTIONS_A_CALL, STOP_RULES } from '@bo1/contracts/meeting/values';
import { z } from 'zod';
import { CALL_LIMITS, type CallKind } from '../llm/limits.ts';
import { inputBound, tokenBound } from '../llm/price.ts';
import type { ModelRole, Prompt, ToolSpec, Usage } from '../ports/llm.ts';
import type { Brief, Deliberation, Expert, FinishedRound } from './material.ts';
import { answerInterjectionsPrompt } from './prompts/answer-interjections.ts';
import { briefText } from './prompts/brief.ts';
import { contributePrompt } from './prompts/contribute.ts';
import { facilitatePrompt } from './prompts/facilitate.ts';
import { constraintsText } from './prompts/floor.ts';
import { judgePrompt } from './prompts/judge.ts';
import { planActionsPrompt } from './prompts/plan-actions.ts';
import { summariseRoundPrompt } from './prompts/summarise-round.ts';
import { synthesisePrompt } from './prompts/synthesise.ts';
import { synthesiseMeetingPrompt } from './prompts/synthesise-meeting.ts';
import { votePrompt } from './prompts/vote.ts';
import { BYTES_PER_BOUNDED_TOKEN, standIn, standInRecord, standInVote } from './stand-in.ts';
import { actionsTool } from './tools/action-plan.ts';
import { recordTool } from './tools/decision-record.ts';
import { repliesTool } from './tools/interjection-replies.ts';
import { facilitateTool } from './tools/facilitator-decision.ts';
import { voteTool } from './tools/recommendation.ts';
import { judgeTool } from './tools/round-judgement.ts';

/**
 * What calls that are still to come can cost at most, as usage by model (priced by `costOf` of llm/price.ts), so that a
 * round or the ending is paid for before it begins. The bounds are measured on the real templates, filled with material of
 * the greatest length (stand-in.ts): they follow every change of a prompt by themselves. Retries that show a validation
 * error are not in them: an answer settles far below its bound, and what is left pays for those.
 *
 * Calls draw on the reservation one after the other: each holds its bound (llm/price.ts) while it runs and what it really
 * cost afterwards. What has to be reserved is therefore the dearest moment, not the sum of all bounds: the steps before it
 * as they settle, and the calls that run at once as they are bounded.
 */
export type UsageByModel = Record<ModelRole, Usage>;

/** Context and answers are not known when the closing steps' money is set aside: what most people give. Where they give
 *  more, the unreserved rest of the budget pays for the difference. */
const UNKNOWN_MATERIAL_BYTES = 1_500;

/** Bytes of the prose that is bounded like the person's material as it stands in prompts, whatever script that is in. */
export const materialBytes = (brief: Brief, said: readonly string[] = []): number =>
  proseBytes([briefText(brief), constraintsText(brief), ...said].join('\n\n'));
/** The same before context and answers are there. */
export const materialBytesAtStart = (problem: string): number => proseBytes(problem) + UNKNOWN_MATERIAL_BYTES;

const proseBytes = (text: string): number => BYTES_PER_BOUNDED_TOKEN * tokenBound(text);

/** Round `round` of a board: replies to interjections, contributions, judge, summary and facilitator. */
export function roundWorstCase(scope: {
  experts: number;
  round: number;
  material_bytes: number;
  interjections?: number;
}): UsageByModel {
  const before = standIn(scope.experts, scope.round - 1, scope.material_bytes);
  const after = standIn(scope.experts, scope.round, scope.material_bytes);
  const last = after.rounds.at(-1) as FinishedRound;
  const codes = after.experts.map((expert) => expert.code);
  const contribute = contributePrompt({
    deliberation: before,
    expert: after.experts[0] as Expert,
    round: scope.round,
    max_rounds: scope.round + 1,
    phase: 'challenge',
  });
  const allowed = ['continue', 'clarify', 'research', 'moderator', 'acknowledge_impasse', 'vote'] as const;
  const facilitate = facilitatePrompt({
    deliberation: after,
    round: scope.round,
    max_rounds: scope.round + 1,
    missing_aspects: ['risks', 'objectives'],
    allowed,
  });
  return dearestMoment([
    ...replies(before, scope.interjections ?? 0),
    [calls('contribute', contribute, null, scope.experts)],
    [
      calls('judge', judgePrompt({ deliberation: after }), judgeTool(codes)),
      calls('summary', summariseRoundPrompt({ sub_problem: after.sub_problem, round: last }), null),
    ],
    [calls('facilitate', facilitate, facilitateTool(allowed))],
  ]);
}

/** One call after the other, each for some of the interjections, whose words are part of the material. */
function replies(deliberation: Deliberation, count: number): Calls[][] {
  const codes = deliberation.experts.map((expert) => expert.code);
  const numbers = Array.from({ length: INTERJECTIONS_A_CALL }, (_, index) => index + 1);
  const prompt = answerInterjectionsPrompt({ deliberation, hands: [] });
  const one = () => [calls('interjections', prompt, repliesTool(numbers, codes))];
  return Array.from({ length: Math.ceil(count / INTERJECTIONS_A_CALL) }, one);
}

/**
 * Votes, synthesis and actions of each sub-problem, and the synthesis over all where there are several. `experts` and
 * `sub_problems` are the largest that the meeting may come to.
 */
export function closingWorstCase(scope: {
  material_bytes: number;
  experts?: number;
  sub_problems?: number;
  rounds?: number;
}): UsageByModel {
  const { material_bytes, experts = EXPERT_COUNT.max, sub_problems = 1, rounds = 6 } = scope;
  const deliberation = standIn(experts, rounds, material_bytes);
  const { brief, sub_problem } = deliberation;
  const codes = deliberation.experts.map((expert) => expert.code);
  const votes = deliberation.experts.map(standInVote);
  const record = standInRecord();
  const stop_rule = STOP_RULES[5];
  const vote = votePrompt({ deliberation, expert: deliberation.experts[0] as Expert });
  const stages = [
    [calls('vote', vote, voteTool(), experts * sub_problems)],
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
  const offered = tool && {
    name: tool.name,
    description: tool.description,
    input_schema: z.toJSONSchema(tool.schema) as Record<string, unknown>,
  };
  const { cacheable, plain } = inputBound(prompt, offered);
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
