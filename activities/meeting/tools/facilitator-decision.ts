import { FACILITATION_LIMITS, type FacilitatorAction } from '@bo1/contracts/meeting/values';
import { z } from 'zod';
import type { ToolSpec } from '../../ports/llm.ts';
import { onceFor } from './once-for.ts';
import { oneOf, text } from './text.ts';

export const MODERATORS = ['contrarian', 'sceptic', 'optimist'] as const;
export type Moderator = (typeof MODERATORS)[number];
export const IMPASSE_PATHS = ['common_ground', 'disagree_and_commit', 'conditional'] as const;
export type ImpassePath = (typeof IMPASSE_PATHS)[number];

export interface FacilitateAnswer {
  reason: string;
  action: FacilitatorAction;
  guidance: string;
  moderator?: { kind: Moderator; text: string } | undefined;
  impasse?: { path: ImpassePath; text: string } | undefined;
  research?: { query: string } | undefined;
  questions?: { question: string; reason: string }[] | undefined;
}

const moderator = z
  .object({
    kind: z.enum(MODERATORS),
    text: text(500, 'What the moderator puts to the board, two to four sentences.'),
  })
  .describe('With action moderator only.');
const impasse = z
  .object({
    path: z.enum(IMPASSE_PATHS),
    text: text(500, 'The disagreement in fair words of both sides, and the way on.'),
  })
  .describe('With action acknowledge_impasse only.');

const research = z
  .object({ query: text(120, 'What to type into a search engine: 3 to 10 words, nothing that names anybody.') })
  .describe('With action research only.');

const questions = z
  .array(
    z.object({
      question: text(240, 'One question about one fact that only the person knows, answerable in a sentence.'),
      reason: text(200, 'What in the decision turns on the answer.'),
    }),
  )
  .max(FACILITATION_LIMITS.questions)
  .describe('With action clarify only.');

/** @param allowed actions that may be chosen here, at least one */
export const facilitateTool = onceFor((allowed: readonly FacilitatorAction[]): ToolSpec<FacilitateAnswer> => ({
  name: 'facilitator_decision',
  description: 'Decides how the board goes on after a round.',
  schema: z.object({
    reason: text(240, 'Why, in one sentence the person will read.'),
    action: oneOf(allowed, 'What happens next.'),
    guidance: text(500, 'What the next round is to settle, addressed to the experts; name who should answer whom.'),
    ...(allowed.includes('moderator') ? { moderator: moderator.optional() } : {}),
    ...(allowed.includes('research') ? { research: research.optional() } : {}),
    ...(allowed.includes('acknowledge_impasse') ? { impasse: impasse.optional() } : {}),
    ...(allowed.includes('clarify') ? { questions: questions.optional() } : {}),
  }) as unknown as z.ZodType<FacilitateAnswer>,
}));
