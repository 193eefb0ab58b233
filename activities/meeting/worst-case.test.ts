import { BUDGET_MICROS } from '@bo1/contracts/money/values';
import { describe, expect, it } from 'vitest';
import { DEFAULT_MODELS } from '../adapters/anthropic.models.ts';
import { ANTHROPIC_PRICES } from '../adapters/anthropic.prices.ts';
import { CALL_LIMITS, type CallKind } from '../llm/limits.ts';
import { costOf } from '../llm/price.ts';
import type { ModelPrice, ModelRole, Prompt } from '../ports/llm.ts';
import { clarifyPrompt } from './prompts/clarify.ts';
import { contributePrompt } from './prompts/contribute.ts';
import { decomposePrompt } from './prompts/decompose.ts';
import { facilitatePrompt } from './prompts/facilitate.ts';
import { judgePrompt } from './prompts/judge.ts';
import { answerDirectlyPrompt } from './prompts/answer-directly.ts';
import { planActionsPrompt } from './prompts/plan-actions.ts';
import { routePrompt } from './prompts/route.ts';
import { selectExpertsPrompt } from './prompts/select-experts.ts';
import { summariseRoundPrompt } from './prompts/summarise-round.ts';
import { synthesisePrompt } from './prompts/synthesise.ts';
import { votePrompt } from './prompts/vote.ts';
import { CODES, someBrief, someDeliberation, someExpert, someRecord, someRound } from './testing/material.ts';
import {
  closingAfterRound,
  closingWorstCase,
  materialBytesAtStart,
  roundWorstCase,
  type UsageByModel,
} from './worst-case.ts';

const priceOf = (role: ModelRole): ModelPrice => ANTHROPIC_PRICES.models[DEFAULT_MODELS[role]] as ModelPrice;
const micros = (usage: UsageByModel): number =>
  costOf(priceOf('main'), usage.main) + costOf(priceOf('small'), usage.small);
const dollars = (amount: number): string => `$${(amount / 1e6).toFixed(3)}`;

/** What a call settles at: English prose has some 4 bytes a token; nothing read from the cache; a long answer. */
const BYTES_PER_TOKEN = 4;
const TOOL_TOKENS = 900;
function settled(kind: CallKind, prompt: Prompt, output = 0.7): { micros: number; tokens: number } {
  const bytes = [...prompt.system, ...prompt.user].reduce((sum, block) => sum + Buffer.byteLength(block.text), 0);
  const input_tokens = bytes / BYTES_PER_TOKEN + (kind === 'contribute' || kind === 'summary' ? 0 : TOOL_TOKENS);
  const output_tokens = CALL_LIMITS[kind].maxTokens * output;
  const usage = { input_tokens, output_tokens, cache_read_tokens: 0, cache_write_tokens: 0 };
  return { micros: costOf(priceOf(CALL_LIMITS[kind].model), usage), tokens: input_tokens + output_tokens };
}

const brief = someBrief();
const { sub_problem } = someDeliberation(0);
const personas = Array.from({ length: 50 }, (_, index) => ({ ...someExpert(`code_${index}`), category: 'finance' }));

const openingCalls = () => [
  settled('route', routePrompt({ brief })),
  settled('clarify', clarifyPrompt({ brief })),
  settled('decompose', decomposePrompt({ brief, most: 1 })),
  settled('select', selectExpertsPrompt({ brief, sub_problem, catalogue: personas, count: 4 })),
];

function roundCalls(round: number) {
  const before = someDeliberation(round - 1, 150);
  const deliberation = someDeliberation(round, 150);
  const contribution = (code: string) =>
    contributePrompt({ deliberation: before, expert: someExpert(code), round, max_rounds: 4, phase: 'challenge' });
  return [
    ...CODES.map((code) => settled('contribute', contribution(code), 0.8)),
    settled('judge', judgePrompt({ deliberation })),
    settled('summary', summariseRoundPrompt({ sub_problem, round: someRound(round) }), 0.3),
    settled(
      'facilitate',
      facilitatePrompt({ deliberation, round, max_rounds: 4, missing_aspects: ['risks'], allowed: ['continue'] }),
    ),
  ];
}

const record = someRecord(sub_problem.goal);

const sum = (calls: { micros: number; tokens: number }[], of: 'micros' | 'tokens'): number =>
  calls.reduce((total, call) => total + call[of], 0);

it('of a round or an ending grows with experts, rounds and material', () => {
  const board = (experts: number, rounds: number, words = 100) => {
    const { rounds: held, ...rest } = someDeliberation(rounds, words);
    const before = { ...rest, experts: [...CODES, 'growth'].slice(0, experts).map(someExpert), rounds: held };
    return { before, round: rounds + 1, max_rounds: 6, phase: 'explore' as const };
  };
  for (const larger of [board(5, 2), board(4, 3), board(4, 2, 150)])
    expect(micros(roundWorstCase(larger))).toBeGreaterThan(micros(roundWorstCase(board(4, 2))));
  const closing = { material_bytes: 2_000, experts: 4, sub_problems: 1, rounds: 4 };
  for (const change of [{ experts: 5 }, { rounds: 5 }, { material_bytes: 4_000 }, { sub_problems: 2 }])
    expect(micros(closingWorstCase({ ...closing, ...change }))).toBeGreaterThan(micros(closingWorstCase(closing)));
});

describe('the free tier', () => {
  it('opens four rounds of four experts, with the ending paid for beforehand, and ends within its budget', () => {
    const limit = BUDGET_MICROS.free;
    let closing = micros(closingWorstCase({ material_bytes: materialBytesAtStart(brief.problem) }));
    let spent = sum(openingCalls(), 'micros');
    const lines = [`set aside for the ending ${dollars(closing)}, spent before the rounds ${dollars(spent)}`];
    for (let round = 1; round <= 4; round += 1) {
      const before = someDeliberation(round - 1, 150);
      const scope = { before, round, max_rounds: 4, phase: 'challenge' as const };
      const reserved = micros(roundWorstCase(scope));
      closing = Math.max(closing, micros(closingAfterRound({ ...scope, research: true, sub_problems: 1 })));
      const left = limit - spent - closing - reserved;
      // Looked up before the facilitator is asked, whose answer is paid for then, too.
      const decision = round === 1 ? 0 : roundCalls(round - 1).at(-1)!.micros;
      const undecided = micros(roundWorstCase({ ...scope, undecided: true }));
      if (round > 1)
        expect(limit - (spent - decision) - closing - undecided, `round ${round}`).toBeGreaterThanOrEqual(0);
      const settledAt = sum(roundCalls(round), 'micros');
      lines.push(
        `round ${round}: reserved ${dollars(reserved)} and ${dollars(closing)} for the ending, left then ${dollars(left)}, settled ${dollars(settledAt)}`,
      );
      expect(left, `round ${round}`).toBeGreaterThanOrEqual(0);
      spent += settledAt;
    }
    const deliberation = someDeliberation(4, 150);
    const votes = CODES.map((code) => settled('vote', votePrompt({ deliberation, expert: someExpert(code) })));
    const ending = sum(
      [
        ...votes,
        settled('synthesis', synthesisePrompt({ deliberation, votes: [], stop_rule: 'max_rounds' })),
        settled('actions', planActionsPrompt({ brief, sub_problem, record })),
      ],
      'micros',
    );
    lines.push(`ending settled ${dollars(ending)}; the meeting ${dollars(spent + ending)} of ${dollars(limit)}`);
    console.log(lines.join('\n'));
    expect(ending).toBeLessThanOrEqual(closing);
    expect(spent + ending).toBeLessThanOrEqual(limit);
  });

  it('answers a routine question for at most 5 % of a board’s tokens', () => {
    const rounds = [1, 2, 3, 4].flatMap(roundCalls);
    const board = sum([...openingCalls(), ...rounds], 'tokens');
    const direct = settled('direct', answerDirectlyPrompt({ brief, expert: someExpert('cfo') }), 0.5).tokens;
    console.log(`direct answer ${Math.round(direct)} tokens, a board's rounds ${Math.round(board)}`);
    expect(direct).toBeLessThanOrEqual(0.05 * board);
  });
});
