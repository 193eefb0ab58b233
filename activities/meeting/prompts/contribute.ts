import type { Phase } from '@bo1/contracts/meeting/values';
import type { Prompt, PromptBlock } from '../../ports/llm.ts';
import type { Deliberation, Expert } from '../material.ts';
import { boardText, briefText, personaText, subProblemText } from './brief.ts';
import { joined, task } from './fences.ts';
import { constraintsText, interjectionsText } from './floor.ts';
import { HONESTY_RULE, MATERIAL_RULE } from './house-rules.ts';
import { citingText } from './research.ts';
import { prompt, type Template } from './template.ts';
import { transcriptBlocks } from './transcript.ts';

export const template: Template = { template: 'contribute', template_version: '2' };

/** What every member of a board is told, in contributions and in votes. */
export const BOARD_RULES = `\
You sit on a board that deliberates one decision for the person who has to make it and live with it. They know their business better than you do; they come for judgement that no single adviser gives them: positions that are taken, reasons that can be checked, and disagreement that is said aloud.

How the board works. In round 1 everyone writes at the same time and nobody sees the others. In later rounds you see the last round in full, earlier ones in summary, and what the facilitator asks for. The rounds explore, then challenge, then converge; in the end each member gives a recommendation of their own.

A good contribution
- takes a position in its first sentence, and can be quoted without its context;
- adds what is not on the table yet: a mechanism, a figure from the material put to work, an option, a risk with the sign by which it would show, a test that would settle the point cheaply;
- argues from this case: its numbers, names, dates and limits. What you must assume you call an assumption, and say what changes if it is wrong;
- from round 2 on answers colleagues by name: what you take up from them, what you hold against them and why. Agreement takes half a sentence and must add something;
- changes its mind openly when an argument was better, and keeps its ground when it was only repeated.

Do not restate the problem, list general considerations, praise, sit on the fence ("it depends" without on what and which way), repeat what was said in other words, or agree to be agreeable. A real objection you keep to yourself is a failure of your office.`;

const FORM_RULE = `\
Form: running prose, one to three short paragraphs, 20 to 200 words; 120 is usual, and anything beyond is cut off. No headings, no lists, no bold, no greeting, no signature, no exclamation marks, nothing about yourself or about being a model. Write in the language of the problem statement, in the first person, in the voice of your persona.`;

const PHASES: Record<Phase, string> = {
  explore: `\
Explore. Open the decision up from where you stand: which option you lean to and why, what decides it in your field, which fact or assumption the others are likely to miss. Name an alternative if the obvious ones are not the best. Breadth is wanted now, and first positions that can be attacked.`,
  challenge: `\
Challenge. Take the position on the table that most deserves a test, the one you share included, and test it: what must be true for it to work, what happens in the bad case, who pays, what it rules out. Answer what was held against you. End with what would settle the point, or with the change you would make.`,
  converge: `\
Converge. Say what you would now decide, on which conditions, and what you give up by it. Close the points that can be closed; where you still differ say exactly on what, and what evidence would move you. No new topics, unless one would change the decision.`,
};

/** Everything that the experts of a sub-problem share, ending in a cache breakpoint. See transcript.ts for the layout. */
export const sharedBlocks = (deliberation: Deliberation): PromptBlock[] => [
  {
    text: joined(
      briefText(deliberation.brief),
      subProblemText(deliberation.sub_problem),
      boardText(deliberation.experts),
      interjectionsText(0, deliberation.said_before),
    ),
    cache: true,
  },
  ...transcriptBlocks(deliberation.rounds),
  ...(deliberation.brief.constraints.length > 0 ? [{ text: constraintsText(deliberation.brief), cache: true }] : []),
];

/**
 * An expert's contribution to a round. `deliberation.rounds` are the finished rounds before it: in round 1 there are none,
 * and nothing that a colleague wrote can be in the prompt. Throws RangeError where it holds this round or a later one.
 */
export function contributePrompt(input: {
  deliberation: Deliberation;
  expert: Expert;
  round: number;
  max_rounds: number;
  phase: Phase;
}): Prompt {
  const { deliberation, expert, round, max_rounds, phase } = input;
  if (deliberation.rounds.some((finished) => finished.round >= round))
    throw new RangeError('A contribution may only see rounds before its own.');
  return prompt(template, {
    system: [BOARD_RULES, FORM_RULE, HONESTY_RULE, MATERIAL_RULE],
    stable: sharedBlocks(deliberation),
    own: [personaText(expert), task({ phase, round, of: max_rounds }, taskText(input))],
  });
}

function taskText({
  deliberation,
  expert,
  phase,
  round,
  max_rounds: most,
}: Parameters<typeof contributePrompt>[0]): string {
  const voice = `You are ${expert.name}. Write your contribution to round ${round} of at most ${most}.`;
  const blind = round === 1 ? 'Nobody has spoken yet: do not guess what the others will say.' : '';
  const last = round === most && round > 1 ? 'This is the last round before the recommendations.' : '';
  const guided = round > 1 ? 'If the facilitator asked for something in <guidance>, answer it first.' : '';
  const said = deliberation.rounds.at(-1)?.interjections ?? deliberation.said_before;
  const heard =
    said.length > 0
      ? 'The person who has to decide has spoken in <interjections>: where that bears on your position, say what it changes.'
      : '';
  const cited = citingText(deliberation.rounds);
  return [voice, PHASES[phase], [blind, guided, heard, cited, last].filter(Boolean).join(' ')]
    .filter(Boolean)
    .join('\n');
}
