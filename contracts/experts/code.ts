import { z } from 'zod';
import { EXPERT_CODE_LENGTH, EXPERT_CODE_PATTERN } from './values.ts';

/** Names an expert for good: meetings, events and calls refer to it. */
export const expertCode = z
  .string({ error: 'The code is missing.' })
  .min(EXPERT_CODE_LENGTH.min, `A code has at least ${EXPERT_CODE_LENGTH.min} characters.`)
  .max(EXPERT_CODE_LENGTH.max, `A code has at most ${EXPERT_CODE_LENGTH.max} characters.`)
  .regex(EXPERT_CODE_PATTERN, 'A code has small letters, digits and single underscores, and begins with a letter.');
