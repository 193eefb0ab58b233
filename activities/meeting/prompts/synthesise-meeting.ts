import type { DecisionRecord } from '@bo1/contracts/meeting/schema';
import type { Prompt } from '../../ports/llm.ts';
import type { Brief } from '../material.ts';
import { briefText } from './brief.ts';
import { fence, fenceAround, joined, task } from './fences.ts';
import { constraintsText } from './floor.ts';
import { HONESTY_RULE, LANGUAGE_RULE, MATERIAL_RULE } from './house-rules.ts';
import { RECORD_RULES, SYNTHESIS_ROLE } from './synthesise.ts';
import { prompt, type Template } from './template.ts';

export const template: Template = { template: 'synthesise-meeting', template_version: '2' };

const TASK = `\
Write the decision record of the whole meeting over the records of its sub-problems. The sub-decisions stand as they were made: say how they fit together, in which order they take effect, and where they pull against each other; where they cannot all hold, say which gives way and why. The options here are ways to answer the person's whole question (whole courses, not the options of one sub-problem over again). In stands and dissent an expert is judged by what they held in their own sub-problem; keep every dissent that still matters.`;

const UNSEEN = `\
A record with decided_without was made before the decisions of those sub-problems were there, although it builds on them: it was deliberated without them. Hold it against them now. Where it still fits, say so; where it does not, say what gives way, and put what has to be checked again into the conditions and into what would reopen the decision.`;

/** A sub-problem's record as the meeting's synthesis reads it. */
export interface SubRecord {
  index: number;
  record: DecisionRecord;
  /** Sub-problems that it builds on and that came to their decision only after it. */
  without?: readonly number[];
}

/** The record of a meeting over several sub-problems. */
export const synthesiseMeetingPrompt = (input: { brief: Brief; records: readonly SubRecord[] }): Prompt =>
  prompt(template, {
    system: [SYNTHESIS_ROLE, RECORD_RULES, HONESTY_RULE, MATERIAL_RULE, LANGUAGE_RULE],
    own: [
      briefText(input.brief),
      constraintsText(input.brief),
      fenceAround('records', {}, input.records.map(recordText)),
      task(
        { step: 'synthesise_meeting' },
        joined(TASK, input.records.some(({ without = [] }) => without.length > 0) && UNSEEN),
      ),
    ],
  });

/** A record in the lines that matter to those who build on it. */
export function recordText({ index, record, without = [] }: SubRecord): string {
  return fence(
    'record',
    {
      sub_problem: index,
      question: record.question,
      confidence: record.confidence.toFixed(2),
      decided_without: without.join(' '),
    },
    [
      `Decided: ${record.decision}`,
      `Options: ${record.options.map((option) => option.title).join('; ')}. Chosen: ${record.chosen_option}.`,
      `Why: ${record.rationale}`,
      `Confidence rests on: ${record.confidence_basis}`,
      ...record.conditions.map((condition) => `Condition: ${condition}`),
      ...record.dissent.map((dissent) => `Dissent of ${dissent.name}: ${dissent.view} (${dissent.reason})`),
      ...record.reopen_if.map((trigger) => `Reopen if: ${trigger}`),
    ].join('\n'),
  );
}
