import type { Prompt } from '../../ports/llm.ts';
import type { FinishedRound, SubProblemBrief } from '../material.ts';
import { subProblemText } from './brief.ts';
import { task } from './fences.ts';
import { HONESTY_RULE, LANGUAGE_RULE, MATERIAL_RULE } from './house-rules.ts';
import { prompt, type Template } from './template.ts';
import { roundText } from './transcript.ts';

export const template: Template = { template: 'summarise-round', template_version: '1' };

/** Longest summary kept, in UTF-16 units: summaries are what later rounds grow by. */
export const SUMMARY_LIMIT = 640;

const ROLE = `\
You keep the minutes of a decision board. Your summary stands in for the round when later rounds are written: what you leave out is forgotten, and what you smooth over is lost.`;

const TASK = `\
Summarise this round in 45 to 70 words of plain prose, as minutes: one clause or sentence for each expert, by name, with their position and the reason or figure that carries it; then what was newly agreed, if anything; then the point on which they differ, in the words of both sides.
Keep figures, dates, conditions and names exactly. Give a lone objection as much room as the majority. Add no judgement, no advice and nothing that was not said. No headings, no lists, no introduction.`;

/** Minutes of one round. */
export const summariseRoundPrompt = (input: { sub_problem: SubProblemBrief; round: FinishedRound }): Prompt =>
  prompt(template, {
    system: [ROLE, MATERIAL_RULE, HONESTY_RULE, LANGUAGE_RULE],
    own: [
      subProblemText(input.sub_problem),
      roundText(input.round),
      task({ step: 'summarise', round: input.round.round }, TASK),
    ],
  });
