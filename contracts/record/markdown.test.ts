import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SessionEvent } from '../events/schema.ts';
import type { DecisionRecord, SessionDetail } from '../meeting/schema.ts';
import { recordDocument } from './document.ts';
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
const detail = (
  fields: Partial<DecisionRecord> = {},
  session: Partial<Omit<SessionDetail, 'record'>> = {},
): SessionDetail & { record: DecisionRecord } => ({
  id: 'bo1_00000000-0000-4000-8000-000000000000',
  status: 'completed',
  step: 'ended',
  problem_statement: 'Should we open\na second shop?',
  decision: record.decision,
  chosen: null,
  outcome: null,
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
  parts: [],
  choice: null,
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
    status: index === 0 ? ('done' as const) : ('todo' as const),
    status_changed_at: null,
    owner: null,
    reminder_of: null,
  })),
  sources: [],
  archive: null,
  ...session,
});
const markdownOf = (...fields: Parameters<typeof detail>) => recordMarkdown(recordDocument(detail(...fields), []));

describe('what a record lacks', () => {
  const message =
    'Part of the question has no actions: the meeting had reached its spending limit. The decision is kept.';

  it('is said near its top, with the parts that are meant', () => {
    const parts = ['Where to sell', 'How to pay'].map((goal, index) => ({ index, goal, record }));
    const missing = { undecided: ['Whom to hire'], actions: { of: ['How to pay'], message } };
    const text = markdownOf({}, { parts, missing });
    expect(text).toContain(
      `## What is missing\n\nPart of the question could not be decided:\n\n- Whom to hire\n\n${message}\n\nWithout actions:\n\n- How to pay\n\n## `,
    );
    expect(text.indexOf('## What is missing')).toBeLessThan(text.indexOf('## Options'));
  });

  it('is also what a part was decided without', () => {
    const parts = [{ index: 1, goal: 'How to pay', record, without: ['Where to sell'] }];
    expect(markdownOf({}, { parts })).toContain(
      'Decided without what this came to, although it builds on it:\n\n- Where to sell\n\n',
    );
  });

  it('is its actions, of a meeting that was no more than one part', () => {
    const text = markdownOf({}, { actions: [], missing: { undecided: [], actions: { of: ['Decide'], message } } });
    expect(text).toContain(`## What is missing\n\n${message}\n\n## `);
    expect(text).not.toContain('## Actions');
  });
});

describe('the record as Markdown', () => {
  it('reads like the page', () => {
    expect(markdownOf()).toMatchInlineSnapshot(`
      "# Should we open a second shop?

      **Decision:** Open it in May.

      ## Confidence

      **73 %.** Three of four agree.

      ## The question as asked

      > Should we open a second shop?

      ## Options

      |  | Open in May (the board’s choice) | Wait |
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

      Done · priority: high · due 20 Dec 2026

      1. Ask the bank
      2. Sign

      It worked if:

      - Open on 1 May

      Stop it if:

      - Rent above 5,000

      ### Hire two people

      To do · priority: high · due 20 Dec 2026 · after: Sign the lease

      1. Ask the bank
      2. Sign

      It worked if:

      - Open on 1 May

      Stop it if:

      - Rent above 5,000

      ## How the board got there

      - Held on 22 Nov 2026.
      - Rounds: 3, contributions: 12.
      "
    `);
  });

  it('keeps texts as text: nothing a person or a model wrote becomes markup', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), (text) => {
        const markdown = markdownOf({ decision: text, conditions: [text] });
        const expected = markdownOf({ decision: 'x', conditions: ['x'] });
        expect(markdown.split('\n')).toHaveLength(expected.split('\n').length);
        expect(markdown).not.toMatch(/(?<!\\)<[a-z]/i);
      }),
    );
  });

  it('keeps the table whole when a cell has a bar or a line break', () => {
    const markdown = markdownOf({ options: [{ title: 'A | B', summary: 'One\ntwo', assessments: ['x', 'y'] }] });
    expect(markdown).toContain('| In short | One two |');
    expect(markdown).toContain('A \\| B');
  });

  it('says which model wrote each contribution and the record, from which prompt', () => {
    const seat = { sub_problem_index: 0, expert_code: 'cfo', name: 'Mara', archetype: 'guardian' };
    const said = { sub_problem_index: 0, round: 2, expert_code: 'cfo', model: 'model-1', prompt_hash: 'a1'.repeat(32) };
    const events = [
      { type: 'expert_selected', data: seat },
      { type: 'contribution', data: said },
      { type: 'sub_problem_complete', data: { ...said, prompt_hash: 'b2'.repeat(32) } },
      { type: 'synthesis_complete', data: {} },
    ] as unknown as SessionEvent[];
    expect(recordMarkdown(recordDocument(detail(), events))).toContain(
      `first digits of the SHA-256 of its prompt:\n\n- Round 2, Mara: model-1, prompt ${'a1'.repeat(8)}\n- Record: model-1, prompt ${'b2'.repeat(8)}\n`,
    );
    expect(markdownOf()).not.toContain('Audit trail');
  });

  it('lists its sources by what the texts cite, as links to pages only, and nothing in them is markup', () => {
    const source = (id: string, sub_problem_index: number, title: string, url: string) => {
      return { id, sub_problem_index, title, url };
    };
    const sources = [
      source('S1', 0, 'Rents [2026](x) *now*', 'https://example.org/rents?a=1&copy;=(2)`x`'),
      source('S2', 0, 'Odd', 'javascript:alert(1)'),
      source('S2', 1, ' ', 'http://example.org/<b>'),
    ];
    const markdown = markdownOf({ rationale: 'Rents fell [S1].' }, { sources });
    expect(markdown).toContain('Rents fell \\[S1\\].');
    expect(markdown.slice(markdown.indexOf('## Sources'), markdown.indexOf('## How the board'))).toMatchInlineSnapshot(`
      "## Sources

      - **S1:** [Rents \\[2026\\](x) \\*now\\*](<https://example.org/rents?a=1&amp;copy;=(2)%60x%60>)
      - **S2 of part 1:** Odd
      - **S2 of part 2:** [http://example.org/\\<b\\>](<http://example.org/%3Cb%3E>)

      "
    `);
    expect(markdownOf()).not.toContain('## Sources');
  });

  it('says what the person chose, how it turned out, and what each part came to', () => {
    const at = '2026-11-25T09:00:00.000Z';
    const markdown = markdownOf(
      {},
      {
        choice: {
          option: 'Wait',
          own_words: null,
          note: 'The rent is *too* high.',
          recorded_at: at,
          updated_at: at,
          outcome: {
            result: 'mixed',
            note: 'We lost a season.',
            known_on: '2027-05-02',
            recorded_at: at,
            updated_at: at,
          },
        },
        parts: [
          { index: 0, goal: 'Where', record: { ...record, decision: 'In Ghent.' } },
          { index: 1, goal: 'When', record: { ...record, decision: 'In May.' } },
        ],
      },
    );
    expect(markdown).toContain('**Option:** Wait\n\nChosen on 25 Nov 2026\n\nThe rent is \\*too\\* high.');
    expect(markdown).toContain('**Outcome:** It was mixed, known on 2 May 2027.\n\nWe lost a season.');
    expect(markdown).toContain('| Open in May (the board’s choice) | Wait (chosen) |');
    expect(markdown).toContain('## Part 2: When\n\n**Decision:** In May.');
    expect(markdown).toContain('Done · priority: high · due 20 Dec 2026');
  });
});
