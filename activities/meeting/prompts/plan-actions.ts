import type { DecisionRecord } from '@bo1/contracts/meeting/schema';
import type { Prompt } from '../../ports/llm.ts';
import type { Brief, SubProblemBrief } from '../material.ts';
import { briefText, subProblemText } from './brief.ts';
import { task } from './fences.ts';
import { constraintsText } from './floor.ts';
import { HONESTY_RULE, LANGUAGE_RULE, MATERIAL_RULE } from './house-rules.ts';
import { recordText } from './synthesise-meeting.ts';
import { prompt, type Template } from './template.ts';

export const template: Template = { template: 'plan-actions', template_version: '1' };

const ROLE = `\
You turn decisions into work. The person has the record in hand; what they need now is what to do first, how they will know that it works, and when to stop.`;

const TASK = `\
Plan three to five actions that put the decision into effect, in the order in which they begin.
- Together they carry the decision out and check its conditions. The first can be begun this week with what the person has. At least one tests the assumption or risk on which most depends, early enough to matter; where the dissent was serious, let it be that one.
- title: begins with a verb, names the thing done ("Put the renewal terms to the landlord in writing"). No "explore", "consider", "align".
- steps: two to five, each something one person can finish in a day or two, in order.
- success_criteria: observable, with a figure and a moment. kill_criteria: what would make the person stop or turn back, with its threshold; a sign, not a feeling.
- priority: high only for what the decision fails without.
- due_in_days: days from the decision, realistic for the person's team, and before any deadline in the material; an action that depends on another is due after it.
- depends_on: positions of actions that have to be finished first; none where work can run side by side.
Do not repeat the record, and do not plan work on options that were not chosen.`;

/** Actions from a sub-problem's record. */
export const planActionsPrompt = (input: {
  brief: Brief;
  sub_problem: SubProblemBrief;
  record: DecisionRecord;
}): Prompt =>
  prompt(template, {
    system: [ROLE, MATERIAL_RULE, HONESTY_RULE, LANGUAGE_RULE],
    own: [
      briefText(input.brief),
      constraintsText(input.brief),
      subProblemText(input.sub_problem),
      recordText({ index: input.sub_problem.index, record: input.record }),
      task({ step: 'actions' }, TASK),
    ],
  });
