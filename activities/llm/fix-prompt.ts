import { sanitise } from '../meeting/sanitise.ts';
import type { Prompt } from '../ports/llm.ts';

const LONGEST_QUOTE = 6_000;

/**
 * The prompt of the one retry: the same as before, so that its prefix is read from the cache, then the answer that did
 * not fit and why. The answer is the model's own text, which may repeat what others wrote: it is quoted as data.
 */
export function fixPrompt(prompt: Prompt, raw: unknown, problem: string): Prompt {
  const quoted = (typeof raw === 'string' ? raw : JSON.stringify(raw ?? null)).slice(0, LONGEST_QUOTE);
  const text = [
    '<previous_answer>',
    sanitise(quoted),
    '</previous_answer>',
    '<validation_error>',
    sanitise(problem),
    '</validation_error>',
    'Your previous answer could not be used, for the reason above. Answer the task again, in full, so that it fits.',
  ].join('\n');
  return { ...prompt, user: [...prompt.user, { text }] };
}
