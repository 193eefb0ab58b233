import { secondPerson } from '../../../prompt/second-person.ts';
import type { Mind } from '../../mind.ts';
import type { Bag } from '../meaning-strategy.ts';

/**
 * A routine question answered by one expert. The simulator knows no facts, and says so rather than making one up: it
 * tells how to settle the question.
 */
export function directAnswer(mind: Mind): Bag {
  const question = secondPerson(
    mind.problem.text
      .trim()
      .replace(/\s+/g, ' ')
      .replace(/[.?!]+$/, ''),
  );
  const usual = 'Take the documented default';
  const special = 'Follow what your own tools already expect';
  return {
    title: question,
    question,
    decision: `For “${question.length > 120 ? `${question.slice(0, 117)}…` : question}”, take the documented default of the tool or authority concerned, and write down where you read it.`,
    chosen_option: usual,
    options: [
      { title: usual, summary: 'The answer most people would expect, from the first-hand source and not from memory.' },
      {
        title: special,
        summary: 'Right where something you already use depends on it; check that first, it takes a minute.',
      },
    ],
    rationale: [
      'This is a question of fact or routine, and a simulated model holds no facts: with a real model you would read the answer itself here. What can be said is how to settle it. Go to the source that is responsible for the matter, take its default unless you have a reason not to, and note the date.',
      'The usual trap is an answer that was right a version or a year ago. The exception is anything that others already rely on: then consistency is worth more than the better choice.',
    ].join('\n\n'),
    confidence: 0.6,
    confidence_basis:
      'On the question being routine and cheap to correct; what could not be known is the content of the source.',
    conditions: ['The source is the current one.'],
    reopen_if: [
      'Following the default would break something that others rely on.',
      'Money, law or people turn out to depend on the answer.',
    ],
    summary: 'A routine question; take the documented default.',
  };
}
