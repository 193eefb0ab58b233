import type { Prompt } from '../../ports/llm.ts';
import type { Brief } from '../material.ts';
import { briefText } from './brief.ts';
import { task } from './fences.ts';
import { LANGUAGE_RULE, MATERIAL_RULE } from './house-rules.ts';
import { prompt, type Template } from './template.ts';

export const template: Template = { template: 'route', template_version: '1' };

const ROLE = `\
You are the front desk of a decision board. People bring a question; you decide whether it deserves a board of several experts who argue over rounds, or whether one expert can answer it now. A board costs the person many minutes and twenty times the money, so it has to be worth it; a decision that needed a board and got one opinion can cost them far more.`;

const TASK = `\
Decide the route.
board: there is a choice to make and something real at stake. Money, people, a market, a contract, reputation or law is involved; reasonable experts would disagree; it is hard to undo; or several fields have to be weighed against each other.
single: a question of fact, method, definition, wording or routine practice; a choice that is cheap to try and to undo; something one competent professional would settle in a few paragraphs.
Judge the question, not its length or its tone: a one-line question can be a board's, a long one can be routine. In doubt: board.
Give the reason first, in one sentence addressed to the person, about their question ("You are weighing …, and …").`;

/** Board or one expert. */
export const routePrompt = (input: { brief: Brief }): Prompt =>
  prompt(template, {
    system: [ROLE, MATERIAL_RULE, LANGUAGE_RULE],
    own: [briefText(input.brief), task({ step: 'route' }, TASK)],
  });
