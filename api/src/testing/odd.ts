import fc from 'fast-check';

/** Texts that break what was not thought of them. */
export const oddText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.constantFrom(
    '\u0000',
    '\ud800',
    '%',
    "'; drop table users; --",
    '../../etc/passwd',
    '😀'.repeat(300),
    ' ',
    '-1',
    '1e999',
    'null',
    '[]',
  ),
);
/** Bodies of any form, those of the API with odd texts among them. */
export const oddJson = fc.oneof(
  fc.jsonValue(),
  fc.record(
    { problem_statement: oddText, context_session_ids: fc.array(oddText, { maxLength: 3 }) },
    { requiredKeys: [] },
  ),
  fc.record(
    { answers: fc.array(fc.record({ question_id: oddText, answer: oddText })), skip: fc.array(oddText) },
    { requiredKeys: [] },
  ),
  fc.record({
    company: oddText,
    industry: oddText,
    stage: oddText,
    team: oddText,
    market: oddText,
    goals: oddText,
    constraints: oddText,
  }),
  fc.record(
    { name: oddText, skip_clarification_by_default: fc.anything() as fc.Arbitrary<never>, answer: oddText },
    { requiredKeys: [] },
  ),
);
