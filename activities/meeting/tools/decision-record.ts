import { z } from 'zod';
import type { ToolSpec } from '../../ports/llm.ts';
import { onceFor } from './once-for.ts';
import { forEach, oneOf, text } from './text.ts';

export const STANDS = ['supports', 'supports_with_conditions', 'differs'] as const;
/** How an expert's recommendation stands to the decision. */
export type Stand = (typeof STANDS)[number];

export interface RecordAnswer {
  criteria: string[];
  options: { title: string; summary: string; assessments: string[] }[];
  decision: string;
  chosen_option: string;
  rationale: string;
  confidence: number;
  confidence_basis: string;
  conditions: string[];
  reopen_if: string[];
  stands: Record<string, Stand>;
  dissent: { expert_code: string; view: string; reason: string }[];
}

const outcome = {
  decision: text(320, 'The decision in one sentence that can be acted on.'),
  chosen_option: text(80, 'Title of the chosen option, exactly as in options.'),
  rationale: text(1_200, 'Why this one and not the next best, in two or three short paragraphs.'),
  confidence: z.number().min(0).max(1).describe('How likely it is that the decision will look right a year from now.'),
  confidence_basis: text(320, 'What the confidence rests on, and what would raise it.'),
  conditions: z
    .array(text(180, 'A checkable condition.'))
    .max(4)
    .describe('What has to hold for the decision to stand.'),
  reopen_if: z
    .array(text(180, 'An observable event or a figure with its threshold.'))
    .min(1)
    .max(4)
    .describe('What should bring the decision back to the table.'),
};

const criteria = z
  .array(text(60, 'A trade-off, two to five words.'))
  .min(2)
  .max(4)
  .describe('Rows of the table in which the options are compared.');
const options = z
  .array(
    z.object({
      title: text(80, 'Two to six words.'),
      summary: text(200, 'What would be done, by whom, by when.'),
      assessments: z.array(text(110, 'How the option fares; facts before adjectives.')).min(2).max(4),
    }),
  )
  .min(2)
  .max(4)
  .describe(
    'The real alternatives, doing nothing or waiting included where it is one. One assessment for each criterion, in their order.',
  );

/** Record over the recommendations of a sub-problem, or over several sub-problems. @param experts codes of all who voted */
export const recordTool = onceFor((experts: readonly string[]): ToolSpec<RecordAnswer> => ({
  name: 'decision_record',
  description: 'Writes the decision record from what the board said.',
  schema: z.object({
    criteria,
    options,
    ...outcome,
    stands: forEach(experts, () => z.enum(STANDS)).describe(
      'How each expert’s own recommendation stands to the decision. Differs: would do something else.',
    ),
    dissent: z
      .array(
        z.object({
          expert_code: oneOf(experts, 'Who holds it.'),
          view: text(260, 'What they would do instead, as strong as they put it.'),
          reason: text(300, 'Their best reason.'),
        }),
      )
      .max(Math.max(experts.length, 1))
      .describe('Everyone who differs, and reservations worth keeping.'),
  }),
}));

export interface DirectAnswer {
  decision: string;
  chosen_option: string;
  options: { title: string; summary: string }[];
  rationale: string;
  confidence: number;
  confidence_basis: string;
  conditions: string[];
  reopen_if: string[];
}

/** The short record of a question that one expert answers. */
export const directTool = onceFor((): ToolSpec<DirectAnswer> => ({
  name: 'decision_record',
  description: 'Answers the question and says what the answer rests on.',
  schema: z.object({
    options: z
      .array(z.object({ title: text(80, 'Two to six words.'), summary: text(200, 'What it means here.') }))
      .min(1)
      .max(3)
      .describe('The ways to go that deserve a mention.'),
    ...outcome,
    rationale: text(800, 'The answer in full, one or two short paragraphs.'),
  }),
}));
