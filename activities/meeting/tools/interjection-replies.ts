import { z } from 'zod';
import type { ToolSpec } from '../../ports/llm.ts';
import { oneOf, text } from './text.ts';

/** Longest reply, in UTF-16 units. */
export const REPLY_LIMIT = 700;

export interface InterjectionReply {
  expert: string;
  text: string;
}

export interface AnsweredHand extends InterjectionReply {
  /** An expert who sees it differently. */
  differs?: InterjectionReply | undefined;
}

/** By `hand_<number>`: every interjection is answered, or the answer is not valid. */
export type RepliesAnswer = Record<string, AnsweredHand>;

export const handKey = (number: number): string => `hand_${number}`;

/** @param numbers of the interjections, at least one; @param codes of the board */
export function repliesTool(numbers: readonly number[], codes: readonly string[]): ToolSpec<RepliesAnswer> {
  const reply = {
    expert: oneOf(codes, 'Code of the member who speaks.'),
    text: text(REPLY_LIMIT, 'What they say to the person, in the first person, two to five sentences.'),
  };
  const hand = z.object({
    ...reply,
    differs: z.object(reply).optional().describe('Only where another member would answer otherwise.'),
  });
  return {
    name: 'interjection_replies',
    description: 'Answers what the person said to the board.',
    schema: z.object(Object.fromEntries(numbers.map((number) => [handKey(number), hand]))) as z.ZodType<RepliesAnswer>,
  };
}
