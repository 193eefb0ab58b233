import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DEFAULT_MODELS } from '../adapters/anthropic.models.ts';
import { ANTHROPIC_PRICES } from '../adapters/anthropic.prices.ts';
import { CALL_LIMITS, type CallKind } from '../llm/limits.ts';
import { toolMode } from '../llm/mode.ts';
import { costOf, inputBound, worstCase } from '../llm/price.ts';
import type { ModelPrice, ModelRole, Prompt, ToolSpec } from '../ports/llm.ts';
import type { Deliberation, Interjection, Research } from './material.ts';
import { answerInterjectionsPrompt } from './prompts/answer-interjections.ts';
import { contributePrompt } from './prompts/contribute.ts';
import { facilitatePrompt } from './prompts/facilitate.ts';
import { judgePrompt } from './prompts/judge.ts';
import { planActionsPrompt } from './prompts/plan-actions.ts';
import { summariseRoundPrompt } from './prompts/summarise-round.ts';
import { synthesisePrompt } from './prompts/synthesise.ts';
import { votePrompt } from './prompts/vote.ts';
import { anyText, boards, prose, research } from './testing/any-board.ts';
import { someRecord, someRound } from './testing/material.ts';
import { actionsTool } from './tools/action-plan.ts';
import { recordTool } from './tools/decision-record.ts';
import { facilitateTool } from './tools/facilitator-decision.ts';
import { repliesTool } from './tools/interjection-replies.ts';
import { voteTool } from './tools/recommendation.ts';
import { judgeTool } from './tools/round-judgement.ts';
import { closingAfterRound, roundWorstCase, type UsageByModel } from './worst-case.ts';

const priceOf = (role: ModelRole): ModelPrice => ANTHROPIC_PRICES.models[DEFAULT_MODELS[role]] as ModelPrice;
const micros = (usage: UsageByModel): number =>
  costOf(priceOf('main'), usage.main) + costOf(priceOf('small'), usage.small);

/** What a call holds at the moment it begins (llm/begin.ts). */
const held = (kind: CallKind, prompt: Prompt, tool: ToolSpec<unknown> | null = null): number => {
  const { model, maxTokens } = CALL_LIMITS[kind];
  return worstCase(priceOf(model), inputBound(prompt, tool && toolMode(tool).offered), maxTokens);
};

describe('the worst case', () => {
  const scopes = fc.record({
    before: boards,
    said: prose,
    found: research(() => fc.constant('A page says so. '.repeat(8))),
  });
  const after = (before: Deliberation, text: string, found: Research | null): Deliberation => {
    const codes = before.experts.map(({ code }) => code);
    const round = someRound(before.rounds.length + 1, codes);
    const said = round.said.map((one) => ({ ...one, text }));
    return { ...before, rounds: [...before.rounds, { ...round, said, research: found }] };
  };
  const next = (before: Deliberation) => ({
    before,
    round: before.rounds.length + 1,
    max_rounds: 6,
    phase: 'explore' as const,
  });

  it('of a round covers what its real prompts hold, with pages, answers and interjections in them', () => {
    fc.assert(
      fc.property(scopes, ({ before, said }) => {
        const scope = next(before);
        const { round } = scope;
        const reserved = micros(roundWorstCase(scope));
        const contributions = before.experts.map((expert) =>
          held('contribute', contributePrompt({ ...scope, deliberation: before, expert })),
        );
        expect(reserved).toBeGreaterThanOrEqual(contributions.reduce((total, one) => total + one, 0));
        const deliberation = after(before, said, null);
        const codes = before.experts.map(({ code }) => code);
        const last = deliberation.rounds.at(-1)!;
        const judged = held('judge', judgePrompt({ deliberation }), judgeTool(codes));
        const summary = held('summary', summariseRoundPrompt({ sub_problem: before.sub_problem, round: last }));
        expect(reserved).toBeGreaterThanOrEqual(judged + summary);
        const allowed = ['continue', 'clarify', 'research', 'moderator', 'acknowledge_impasse', 'vote'] as const;
        const decided = facilitatePrompt({ deliberation, round, max_rounds: 6, missing_aspects: ['risks'], allowed });
        expect(reserved).toBeGreaterThanOrEqual(held('facilitate', decided, facilitateTool(allowed)));
        if (round > 1) expect(micros(roundWorstCase({ ...scope, undecided: true }))).toBeGreaterThan(reserved);
      }),
    );
  });

  it('of a round covers the replies that come before it, and what they add to its prompts', () => {
    fc.assert(
      fc.property(boards, anyText(600), (before, text) => {
        fc.pre(before.rounds.length > 0);
        const last = before.rounds.at(-1)!;
        const hand = { number: 10, text, flagged: [], replies: [] };
        const heard = (replies: Interjection['replies']): Deliberation => ({
          ...before,
          rounds: before.rounds.with(-1, { ...last, interjections: [...last.interjections, { ...hand, replies }] }),
        });
        const scope = next(heard([]));
        const reserved = micros(roundWorstCase({ ...scope, interjections: [10] }));
        const codes = before.experts.map(({ code }) => code);
        const prompt = answerInterjectionsPrompt({ deliberation: heard([]), hands: [hand] });
        expect(reserved).toBeGreaterThanOrEqual(held('interjections', prompt, repliesTool([10], codes)));
        const replies = codes
          .slice(0, 2)
          .map((code) => ({ expert_code: code, name: `Name of ${code}`, text: 'No. '.repeat(170) }));
        const contributions = before.experts.map((expert) =>
          held('contribute', contributePrompt({ ...scope, deliberation: heard(replies), expert })),
        );
        expect(reserved).toBeGreaterThanOrEqual(contributions.reduce((total, one) => total + one, 0));
      }),
    );
  });

  it('of the ending covers what its real prompts hold, pages found after the last round among them', () => {
    fc.assert(
      fc.property(scopes, fc.integer({ min: 1, max: 3 }), ({ before, said, found }, sub_problems) => {
        const scope = { ...next(before), research: true, sub_problems };
        const reserved = micros(closingAfterRound(scope));
        const deliberation = after(before, said, found);
        const codes = before.experts.map(({ code }) => code);
        const votes = before.experts.map((expert) => held('vote', votePrompt({ deliberation, expert }), voteTool()));
        expect(reserved).toBeGreaterThanOrEqual(sub_problems * votes.reduce((total, one) => total + one, 0));
        const cast = before.experts.map(({ code, name }) => ({
          expert_code: code,
          name,
          recommendation: 'Wait. '.repeat(50),
          reasoning: 'It pays. '.repeat(60),
          confidence: 0.7,
          conditions: [],
          risks: [],
        }));
        const synthesis = synthesisePrompt({ deliberation, votes: cast, stop_rule: 'max_rounds' });
        expect(reserved).toBeGreaterThanOrEqual(sub_problems * held('synthesis', synthesis, recordTool(codes)));
        const { brief, sub_problem } = before;
        const actions = held(
          'actions',
          planActionsPrompt({ brief, sub_problem, record: someRecord(sub_problem.goal) }),
          actionsTool(),
        );
        expect(reserved).toBeGreaterThanOrEqual(sub_problems * actions);
      }),
    );
  });
});
