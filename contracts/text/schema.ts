/** Text as people type it: what counts as text, and how long it may be. */
import { z } from 'zod';

// Tab, line feed and carriage return are text; any other control character means that the input is not text.
// So does half of a surrogate pair.
const BINARY = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]|\ufffd{3}|\p{Surrogate}/u;
/** Whether a string is text that a person may have typed. */
export const isText = (text: string): boolean => !BINARY.test(text);

/** Text typed by a person: trimmed, no control characters other than tab and line breaks. Lengths count after trimming. */
export const humanText = (min: number, max: number, what: string) =>
  z
    .string({ error: `${what} is missing.` })
    .refine(isText, `${what} has characters that are not text.`)
    .trim()
    .min(min, `${what} needs at least ${min} characters.`)
    .max(max, `${what} can have at most ${max.toLocaleString('en-US')} characters.`);
