import type { Aspect, FacilitatorAction } from '@bo1/contracts/meeting/values';
import type { Prompt } from '../../ports/llm.ts';
import type { Deliberation } from '../material.ts';
import { boardText, briefText, subProblemText } from './brief.ts';
import { fence, task } from './fences.ts';
import { constraintsText, interjectionsText } from './floor.ts';
import { LANGUAGE_RULE, MATERIAL_RULE } from './house-rules.ts';
import { prompt, type Template } from './template.ts';
import { transcriptText } from './transcript.ts';

export const template: Template = { template: 'facilitate', template_version: '2' };

const ROLE = `\
You facilitate a decision board. You hold no view on the matter; you care that the person gets a decision which was really tested, in as few rounds as that takes. You move a board by asking the right member the right question.`;

const ACTIONS: Record<FacilitatorAction, string> = {
  continue: 'continue: another round is worth it, and the board only needs to know what to settle in it.',
  clarify:
    'clarify: the decision hangs on a fact that only the person knows, that nobody asked for yet, and that no expert may assume. Put one to three questions into questions, each with what turns on its answer; the meeting waits for the person, so ask for nothing that is merely nice to know. Where experts only understand a word differently, continue, and have them settle it first.',
  research:
    'research: a claim decides much, nothing supports it, and the web may know: what others pay, what happened elsewhere, what a rule says. In research.query write what to type into a search engine, 3 to 10 words about the matter in general. It leaves this house: no name of a person or a firm of the material, none of its figures. In the guidance say which claim the pages are to settle.',
  moderator:
    'moderator: the board needs a voice it does not have. contrarian where it agrees too easily; sceptic where plans rest on untested hopes; optimist where it only lists dangers. Write that voice’s challenge in moderator.text: about this case, two to four sentences, ending in a question.',
  acknowledge_impasse:
    'acknowledge_impasse: two positions were argued out and will not merge. State the disagreement so fairly in impasse.text that both sides would sign it, and choose the way on: common_ground (decide what both can carry), disagree_and_commit (one line, dissent kept, signs to watch), conditional (a rule that says which side wins under which observable condition).',
  vote: 'vote: another round would change nothing that matters; the members give their recommendations.',
};

/** How the board goes on after its last round. */
export function facilitatePrompt(input: {
  deliberation: Deliberation;
  round: number;
  max_rounds: number;
  missing_aspects: readonly Aspect[];
  allowed: readonly FacilitatorAction[];
}): Prompt {
  const { deliberation, round, max_rounds, missing_aspects, allowed } = input;
  return prompt(template, {
    system: [ROLE, MATERIAL_RULE, LANGUAGE_RULE],
    own: [
      briefText(deliberation.brief),
      interjectionsText(0, deliberation.said_before),
      constraintsText(deliberation.brief),
      subProblemText(deliberation.sub_problem),
      boardText(deliberation.experts),
      transcriptText(deliberation.rounds),
      readingText(deliberation),
      task({ step: 'facilitate', round, of: max_rounds }, taskText(max_rounds - round, missing_aspects, allowed)),
    ],
  });
}

function readingText({ rounds, experts }: Deliberation): string {
  const reading = rounds.at(-1)?.judgement;
  if (!reading) return '';
  const novelty = reading.novelty === null ? 'not measured' : reading.novelty.toFixed(2);
  const stances = experts
    .filter((expert) => reading.stances[expert.code])
    .map((expert) => `${expert.name}: ${reading.stances[expert.code]}`);
  return fence(
    'judge',
    { agreement: reading.agreement.toFixed(2), conflict: reading.conflict.toFixed(2), novelty },
    [...stances, `Open: ${reading.focus}`].join('\n'),
  );
}

function taskText(left: number, missing: readonly Aspect[], allowed: readonly FacilitatorAction[]): string {
  const choice = allowed.length > 1 ? 'Choose what happens next:' : 'What happens next is given:';
  const topics = missing.map((aspect) => aspect.replaceAll('_', ' ')).join(' and ');
  return [
    `The round is over; ${left === 1 ? '1 more is' : `${left} more are`} possible. Look at what the judge read and at what was said.`,
    choice,
    ...allowed.map((action) => `- ${ACTIONS[action]}`),
    missing.length > 0
      ? `The board has not worked through its ${topics}. The next round has to: say so in the guidance, and who should begin.`
      : '',
    'Guidance, at most 80 words, is read by all experts before they write: the one question the next round is to settle, who should answer whom by name, and what to leave aside. Where the board votes next: what each recommendation must take a position on. Never say which side is right.',
    'Reason, one sentence: why, in words the person who brought the question understands ("Two of four still doubt the migration date").',
  ]
    .filter(Boolean)
    .join('\n');
}
