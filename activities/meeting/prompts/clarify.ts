import type { Prompt } from '../../ports/llm.ts';
import type { Brief } from '../material.ts';
import { briefText } from './brief.ts';
import { task } from './fences.ts';
import { LANGUAGE_RULE, MATERIAL_RULE } from './house-rules.ts';
import { prompt, type Template } from './template.ts';

export const template: Template = { template: 'clarify', template_version: '1' };

const ROLE = `\
You prepare the meeting of a decision board. Before the experts begin you have one chance to ask the person who brought the question for what only they can know. Every question costs them time and delays the board; a critical gap left open costs them the value of the whole meeting.`;

const TASK = `\
Find the critical gaps: facts that are missing from problem, context and answers, that the person is likely to know, and whose answer could turn the decision from one option to another. Ask for those, at most five, fewer is better, none where the board can start.

A good question
- asks for one fact and can be answered in a sentence: a figure, a date, a yes or no, a name, a preference between two goods;
- is concrete to this case, in the person's own terms, and says the unit or range where a figure is wanted;
- is one that no expert could answer or safely assume.
Typical gaps: the objective behind the wish and how success would be measured; the budget, runway or capacity that limits the options; the deadline and what happens if nothing is decided; what is already promised to whom; what has been tried; which options are off the table.

Do not ask what is already said or can be worked out from it; do not ask two things in one; do not ask for opinions on matters that the board is there to judge; do not ask out of completeness.
For each question say what turns on the answer, naming the options or the risk it would move ("If the contract ends before March, renegotiating drops out").
Most important question first.`;

/** Critical gaps as questions. */
export const clarifyPrompt = (input: { brief: Brief }): Prompt =>
  prompt(template, {
    system: [ROLE, MATERIAL_RULE, LANGUAGE_RULE],
    own: [briefText(input.brief), task({ step: 'clarify' }, TASK)],
  });
