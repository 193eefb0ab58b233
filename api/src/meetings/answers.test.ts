import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { batchId, withoutAccepted } from './answers.service.ts';

const SESSION = 'bo1_00000000-0000-4000-8000-000000000000';
const submission = fc.record({
  answers: fc.uniqueArray(
    fc.record({ question_id: fc.string({ minLength: 1 }), answer: fc.string({ minLength: 1 }) }),
    {
      selector: ({ question_id }) => question_id,
      maxLength: 5,
    },
  ),
  skip: fc.uniqueArray(fc.string({ minLength: 1 }), { maxLength: 5 }),
});

describe('the id of a batch of answers', () => {
  it('is a UUID that depends on the content and not on its order', () => {
    fc.assert(
      fc.property(submission, (body) => {
        const id = batchId(SESSION, body);
        expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-a[0-9a-f]{3}-[0-9a-f]{12}$/);
        expect(batchId(SESSION, { answers: body.answers.toReversed(), skip: body.skip.toReversed() })).toBe(id);
        expect(batchId(SESSION, { ...body, skip: [...body.skip, 'one more'] })).not.toBe(id);
      }),
    );
  });
});

describe('what of a submission is new', () => {
  const questions = [
    { questionId: 'q1', state: 'answered', answer: 'Yes' },
    { questionId: 'q2', state: 'skipped', answer: null },
    { questionId: 'q3', state: 'open', answer: null },
  ];
  const answer = (question_id: string, text: string) => ({ question_id, answer: text });

  it('is nothing where the same was accepted', () => {
    expect(withoutAccepted({ answers: [answer('q1', 'Yes')], skip: ['q2'] }, questions)).toEqual({
      answers: [],
      skip: [],
    });
  });

  it('is what differs, is open, or was never asked', () => {
    const body = { answers: [answer('q1', 'No'), answer('q3', 'A'), answer('q9', 'B')], skip: ['q1'] };
    expect(withoutAccepted(body, questions)).toEqual(body);
  });
});
