import type { Prompt } from '../../ports/llm.ts';
import type { Deliberation, Expert } from '../material.ts';
import { personaText } from './brief.ts';
import { BOARD_RULES, sharedBlocks } from './contribute.ts';
import { joined, task } from './fences.ts';
import { HONESTY_RULE, LANGUAGE_RULE, MATERIAL_RULE } from './house-rules.ts';
import { citingText } from './research.ts';
import { prompt, type Template } from './template.ts';

export const template: Template = { template: 'vote', template_version: '2' };

/** The same for all who vote, and therefore among the rules: behind the persona each of them would pay for it. */
const VOTE_RULE = `\
When the deliberation is over, each member gives the person their own recommendation, in the first person. This is no ballot. It need not match the others, and it is kept in the record under the member's name: do not soften it to fit a majority, and do not keep a position that an argument has taken from you.

recommendation: what you would do in their place, in one or two sentences that can be acted on: what, how much, by when. Not "consider", not "it depends".
reasoning: 60 to 100 words. What carries it in this case, the strongest objection you heard, and why it did not turn you; or what turned you.
confidence: your own probability that this will look right a year from now with what can be known today. 0.5 is a coin, 0.7 is what good judgement on a hard question usually earns, above 0.9 you would stake your name. Do not copy a figure from others.
conditions: without which you would not recommend it; each one checkable, with a figure or a date where there is one. None, if there are none.
risks: what remains even if it is done well, each with the first sign by which it would show.`;

const taskText = (expert: Expert) =>
  `The deliberation is over. You are ${expert.name}: give the person your own recommendation.`;

/** An expert's final recommendation. All voters share the blocks before the persona. */
export const votePrompt = (input: { deliberation: Deliberation; expert: Expert }): Prompt =>
  prompt(template, {
    system: [BOARD_RULES, VOTE_RULE, HONESTY_RULE, MATERIAL_RULE, LANGUAGE_RULE],
    stable: sharedBlocks(input.deliberation),
    own: [
      personaText(input.expert),
      task({ step: 'vote' }, joined(taskText(input.expert), citingText(input.deliberation.rounds))),
    ],
  });
