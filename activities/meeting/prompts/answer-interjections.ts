import type { Prompt } from '../../ports/llm.ts';
import type { Deliberation, Interjection } from '../material.ts';
import { handKey } from '../tools/interjection-replies.ts';
import { boardText, briefText, subProblemText } from './brief.ts';
import { fence, fenceAround, task } from './fences.ts';
import { constraintsText, interjectionsText } from './floor.ts';
import { HONESTY_RULE, LANGUAGE_RULE, MATERIAL_RULE } from './house-rules.ts';
import { prompt, type Template } from './template.ts';
import { transcriptText } from './transcript.ts';

export const template: Template = { template: 'answer-interjections', template_version: '1' };

const ROLE = `\
You give voice to the members of a decision board. The person who has to decide has raised a hand while the board deliberates, and the member best placed to do so answers at once, before the next round. An answer keeps to what that member has said and holds: it changes nobody's position behind their back.`;

const taskText = (hands: readonly Interjection[]): string => `\
Answer each of ${hands.map(({ number }) => handKey(number)).join(', ')}: what stands under the same number in <interjections> was said by the person just now.

For each
- choose the member whose field it is, by their code; spread several over several members;
- say first what was asked for, then what it changes: a fact to be reckoned with is taken up with its consequence for that member's position, a question is answered, an objection is met or granted, a wish about the course of the meeting is passed on to the board;
- where the material does not hold the answer, say so, and what the person could look up;
- speak to the person ("you"), as that member, in plain words; no thanks, no praise of the question, no repetition of it.
differs: only where another member, from what they have said, would give the person another answer.`;

/** What the board replies to interjections that were raised while a round was held. */
export function answerInterjectionsPrompt(input: {
  deliberation: Deliberation;
  hands: readonly Interjection[];
}): Prompt {
  const { deliberation, hands } = input;
  return prompt(template, {
    system: [ROLE, HONESTY_RULE, MATERIAL_RULE, LANGUAGE_RULE],
    own: [
      briefText(deliberation.brief),
      constraintsText(deliberation.brief),
      subProblemText(deliberation.sub_problem),
      boardText(deliberation.experts),
      fenceAround(
        'ways_of_speaking',
        {},
        deliberation.experts.flatMap(({ code, style }) => (style ? [fence('style', { code }, style)] : [])),
      ),
      transcriptText(deliberation.rounds),
      interjectionsText(deliberation.rounds.at(-1)?.round ?? 0, hands),
      task({ step: 'answer_interjections', round: deliberation.rounds.at(-1)?.round }, taskText(hands)),
    ],
  });
}
