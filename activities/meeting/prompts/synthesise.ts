import type { StopRule } from '@bo1/contracts/meeting/values';
import type { Prompt } from '../../ports/llm.ts';
import type { CastVote, Deliberation } from '../material.ts';
import { boardText, briefText, subProblemText } from './brief.ts';
import { task } from './fences.ts';
import { constraintsText, interjectionsText } from './floor.ts';
import { HONESTY_RULE, LANGUAGE_RULE, MATERIAL_RULE } from './house-rules.ts';
import { recommendationsText } from './recommendations.ts';
import { prompt, type Template } from './template.ts';
import { fullTranscriptText } from './transcript.ts';

export const template: Template = { template: 'synthesise', template_version: '2' };

export const SYNTHESIS_ROLE = `\
You write the decision records of a board. A record is read once by somebody who was not in the room and has to act on it on Monday, and again in a year by somebody who asks why. It says what is decided, why, how sure the board is, who saw it differently and what would change it. You report the board; you do not replace its judgement with your own, you do not count heads, and you never make it sound more certain or more united than it was.`;

export const RECORD_RULES = `\
criteria: the trade-offs on which the options really differ, in the board's terms (money at risk, time to effect, what can be undone …).
options: the real alternatives that were argued, each described so that its advocate would accept it, with one assessment for each criterion in their order. Facts and figures of the material before adjectives.
decision: one sentence that can be acted on: what, how much, by when, as far as the board got. Weigh arguments, not votes: a lone recommendation with the better reason may win, and the record then says so.
chosen_option: the title of the option that the decision is, copied exactly.
rationale: why this option and not the next best: the two or three reasons that carry it, the strongest objection, and why it did not prevail. Name experts where an argument was theirs. A fact or figure that only one of them brought belongs into the record where it bears on the choice: into an assessment, a condition or here.
confidence and its basis: start from the members' own confidence; lower it where they differ, where it rests on assumptions nobody checked, or where all repeat one argument. Say what it rests on and what would raise it most cheaply.
conditions: what has to hold for the decision to stand, merged from the recommendations; each checkable.
reopen_if: observable events or figures with a threshold, each of which should bring the decision back to the table.
stands: for each expert, by their own recommendation: supports, supports_with_conditions (only if those conditions are among yours), or differs, where they would do something else or the decision ignores what they made a condition.
dissent: everyone who differs, as strongly as they put it themselves, with their best reason; also a reservation of a supporter that the person should hear again. Empty only if nobody had any.`;

const HOW_IT_ENDED: Partial<Record<StopRule, string>> = {
  consensus: 'The rounds ended because the board agreed.',
  early_exit: 'The rounds ended because the board agreed early.',
  stalled_disagreement:
    'The rounds ended in a disagreement that more talk would not have resolved: do not pretend it was. Look for the common ground, or decide with the dissent kept, or make the decision conditional on something observable.',
  exhausted: 'The rounds ended because nothing new was being said; that is not the same as agreement.',
  budget:
    'The rounds ended because the budget of the meeting was used: say in the basis of the confidence what stayed untested.',
  hard_cap:
    'The rounds ended because the time of the meeting was used: say in the basis of the confidence what stayed untested.',
};

/** The decision record of one sub-problem. */
export function synthesisePrompt(input: {
  deliberation: Deliberation;
  votes: readonly CastVote[];
  stop_rule: StopRule;
}): Prompt {
  const { deliberation, votes, stop_rule } = input;
  const ended = HOW_IT_ENDED[stop_rule] ?? '';
  return prompt(template, {
    system: [SYNTHESIS_ROLE, RECORD_RULES, HONESTY_RULE, MATERIAL_RULE, LANGUAGE_RULE],
    own: [
      briefText(deliberation.brief),
      interjectionsText(0, deliberation.said_before),
      constraintsText(deliberation.brief),
      subProblemText(deliberation.sub_problem),
      boardText(deliberation.experts),
      fullTranscriptText(deliberation.rounds),
      recommendationsText(votes),
      task({ step: 'synthesise' }, `Write the decision record of this sub-problem. ${ended}`),
    ],
  });
}
