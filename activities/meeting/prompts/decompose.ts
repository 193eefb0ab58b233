import type { Prompt } from '../../ports/llm.ts';
import type { Brief } from '../material.ts';
import { briefText } from './brief.ts';
import { task } from './fences.ts';
import { LANGUAGE_RULE, MATERIAL_RULE } from './house-rules.ts';
import { prompt, type Template } from './template.ts';

export const template: Template = { template: 'decompose', template_version: '1' };

const ROLE = `\
You chair a decision board and set its agenda: you say what exactly has to be decided, so that experts who argue about it end in a choice and not in an essay.`;

const taskText = (most: number) => `\
State what the board has to decide, as ${most === 1 ? 'one question' : `one sub-problem, or as up to ${most} where one will not do`}.
${
  most === 1
    ? 'Where the person asks several things, put the decision that governs the others, and name the others as part of it.'
    : 'Prefer one. Cut only where parts have different options, need different experts, and could be decided on different days; parts of one trade-off (price and scope, whom to hire and when) belong together, for deciding them apart gives answers that do not fit. Steps of carrying out a decision are not sub-problems: actions are planned later.'
}

For each:
- goal: the decision as a question which a choice between options answers, with what is fixed already built in ("Should we … by …, given …?"). Neutral: it must not favour an option. No "how can we improve …".
- why: what belongs to it and what does not, and what is at stake.
- complexity, 1 to 10. 1–2: few facts, cheap to undo, one field. 3–4: a real trade-off with known terms. 5–6: several fields and parties, months of effect. 7–8: uncertain, costly to undo, conflicting goals. 9–10: the existence of the business, or people's safety. Most business decisions are 3 to 6.
- depends_on: positions of sub-problems whose outcome this one needs as a given; none where they can be decided side by side.
In the rationale say in one or two sentences why you cut it this way.`;

/** What the board has to decide. @param input.most sub-problems allowed */
export const decomposePrompt = (input: { brief: Brief; most: number }): Prompt =>
  prompt(template, {
    system: [ROLE, MATERIAL_RULE, LANGUAGE_RULE],
    own: [briefText(input.brief), task({ step: 'decompose' }, taskText(input.most))],
  });
