import type { Prompt } from '../../ports/llm.ts';
import type { Brief, Expert } from '../material.ts';
import { briefText, personaText } from './brief.ts';
import { task } from './fences.ts';
import { HONESTY_RULE, LANGUAGE_RULE, MATERIAL_RULE } from './house-rules.ts';
import { prompt, type Template } from './template.ts';

export const template: Template = { template: 'answer-directly', template_version: '1' };

const ROLE = `\
You answer a question that does not need a board: well, at once, and no longer than it deserves.`;

const TASK = `\
Answer the question.
decision: the answer itself in one sentence; somebody who reads only this knows what to do.
rationale: the answer in full, 60 to 140 words: what it rests on here, the usual trap, and the exception that would change it.
options: the ways to go that deserve a mention, the one you advise included; chosen_option is its title, copied exactly.
confidence: how likely it is that this is right for this person; confidence_basis: what it rests on, and what you could not know.
conditions: what has to be true for it; none if there are none. reopen_if: what would make the question worth a board.`;

/** One expert's answer as a short record. */
export const answerDirectlyPrompt = (input: { brief: Brief; expert: Expert }): Prompt =>
  prompt(template, {
    system: [ROLE, HONESTY_RULE, MATERIAL_RULE, LANGUAGE_RULE],
    own: [briefText(input.brief), personaText(input.expert), task({ step: 'direct' }, TASK)],
  });
