import type { DecisionRecord, SessionDetail } from '@bo1/contracts/meeting/schema';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { recordMarkdown } from './markdown.ts';

const record: DecisionRecord = {
  question: 'Should we open a second shop?',
  decision: 'Open it in May.',
  chosen_option: 'Open in May',
  criteria: ['Cost', 'Risk'],
  options: [
    { title: 'Open in May', summary: 'One shop more.', assessments: ['Bearable', 'Moderate'] },
    { title: 'Wait', summary: 'Look again in a year.', assessments: ['None'] },
  ],
  rationale: 'Demand is there.\n\n1. The lease is short.',
  confidence: 0.725,
  confidence_basis: 'Three of four agree.',
  dissent: [{ expert_code: 'cfo', name: 'Mara', view: 'Wait.', reason: 'Runway is short.' }],
  conditions: ['Rent below 4,000.'],
  reopen_if: ['Churn passes 7 %.'],
};
const detail = (fields: Partial<DecisionRecord> = {}): SessionDetail & { record: DecisionRecord } => ({
  id: 'bo1_00000000-0000-4000-8000-000000000000',
  status: 'completed',
  step: 'ended',
  problem_statement: 'Should we open\na second shop?',
  decision: record.decision,
  attempt: 1,
  expert_count: 4,
  round_count: 3,
  contribution_count: 12,
  action_count: 2,
  created_at: '2026-11-22T10:00:00.000Z',
  started_at: '2026-11-22T10:00:01.000Z',
  ended_at: '2026-11-22T10:05:00.000Z',
  last_sequence: 40,
  skip_clarification: false,
  insist_on_board: false,
  tier: 'pro',
  route: 'board',
  stop_rule: 'consensus',
  simulated: false,
  open_questions: [],
  record: { ...record, ...fields },
  actions: ['a1', 'a2'].map((id, index) => ({
    id,
    sub_problem_index: 0,
    title: index === 0 ? 'Sign the lease' : 'Hire two people',
    steps: ['Ask the bank', 'Sign'],
    success_criteria: ['Open on 1 May'],
    kill_criteria: ['Rent above 5,000'],
    priority: 'high' as const,
    due_date: '2026-12-20',
    depends_on: index === 0 ? [] : ['a1'],
  })),
  archive: null,
});

describe('the record as Markdown', () => {
  it('reads like the page', () => {
    expect(recordMarkdown(detail(), [])).toMatchInlineSnapshot(`
      "# Should we open a second shop?

      **Decision:** Open it in May.

      Confidence: 73 %. Three of four agree.

      ## The question as asked

      > Should we open a second shop?

      ## Options

      |  | Open in May (chosen) | Wait |
      | --- | --- | --- |
      | In short | One shop more. | Look again in a year. |
      | Cost | Bearable | None |
      | Risk | Moderate |  |

      ## Why

      Demand is there.

      1\\. The lease is short.

      ## Who disagreed, and why

      - **Mara:** Wait. Because: Runway is short.

      ## Conditions

      - Rent below 4,000.

      ## Reopen this decision if

      - Churn passes 7 %.

      ## Actions

      ### Sign the lease

      Priority: high · due 2026-12-20

      1. Ask the bank
      2. Sign

      Success:

      - Open on 1 May

      Stop it if:

      - Rent above 5,000

      ### Hire two people

      Priority: high · due 2026-12-20 · after: Sign the lease

      1. Ask the bank
      2. Sign

      Success:

      - Open on 1 May

      Stop it if:

      - Rent above 5,000

      ## How the board got there

      - Held on 2026-11-22 (UTC), meeting bo1\\_00000000-0000-4000-8000-000000000000.
      - Rounds: 3, contributions: 12.
      "
    `);
  });

  it('keeps texts as text: nothing a person or a model wrote becomes markup', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), (text) => {
        const markdown = recordMarkdown(detail({ decision: text, conditions: [text] }), []);
        const expected = recordMarkdown(detail({ decision: 'x', conditions: ['x'] }), []);
        expect(markdown.split('\n')).toHaveLength(expected.split('\n').length);
        expect(markdown).not.toMatch(/(?<!\\)<[a-z]/i);
      }),
    );
  });

  it('keeps the table whole when a cell has a bar or a line break', () => {
    const markdown = recordMarkdown(
      detail({ options: [{ title: 'A | B', summary: 'One\ntwo', assessments: ['x', 'y'] }] }),
      [],
    );
    expect(markdown).toContain('| In short | One two |');
    expect(markdown).toContain('A \\| B');
  });
});
