import { sessionDetail, sessionSummary } from '@bo1/contracts/meeting/schema';
import { SESSION_STATUSES } from '@bo1/contracts/meeting/values';
import { describe, expect, it } from 'vitest';
import { toDetail, toSummary, type DetailRow } from './session-views.ts';

const id = 'bo1_00000000-0000-4000-8000-000000000000';
const at = new Date('2026-11-22T10:00:00Z');

const row = (fields: Partial<DetailRow> = {}): DetailRow => ({
  id,
  userId: 'someone',
  status: 'waiting_for_answers',
  step: 'clarify',
  problemStatement: 'Should we open a second shop?',
  decision: null,
  attempt: 1,
  closedAttempt: 0,
  stopRequestedAttempt: 0,
  lastSequence: 3,
  tier: 'pro',
  route: 'board',
  stopRule: null,
  skipClarification: false,
  insistOnBoard: false,
  simulated: true,
  flagged: [],
  contextSessionIds: [],
  pinnedExperts: [],
  excludedExperts: [],
  pins: { limits: {} },
  correlationId: 'not for the page',
  expertCount: 0,
  roundCount: 0,
  contributionCount: 0,
  actionCount: 1,
  archiveJsonKey: null,
  archiveMarkdownKey: null,
  createdAt: at,
  startedAt: at,
  endedAt: null,
  updatedAt: at,
  questions: [
    {
      sessionId: id,
      questionId: 'q1',
      question: 'How much?',
      reason: 'It decides.',
      position: 0,
      state: 'open',
      answer: null,
      subProblemIndex: null,
      since: null,
    },
  ],
  records: [],
  subProblems: [],
  choice: null,
  actions: [
    {
      id: 'a1',
      sessionId: id,
      subProblemIndex: 0,
      position: 0,
      title: 'Sign the lease',
      steps: ['Sign'],
      successCriteria: ['Signed'],
      killCriteria: ['Too dear'],
      priority: 'high',
      dueDate: new Date('2026-12-20'),
      dependsOn: [],
      status: 'todo',
      statusChangedAt: null,
      owner: null,
      reminderOf: null,
      createdAt: at,
    },
  ],
  sources: [
    { sessionId: id, subProblemIndex: 1, number: 2, round: 3, title: 'Rents', url: 'https://x.org', snippet: 'long' },
  ],
  events: [],
  ...fields,
});

describe('a meeting on the wire', () => {
  it('is what the contract says, and tells nothing else of the row', () => {
    expect(sessionSummary.parse(toSummary(row()))).toMatchObject({ id, created_at: '2026-11-22T10:00:00.000Z' });
    const detail = sessionDetail.parse(toDetail(row()));
    expect(detail.actions[0]).toMatchObject({ id: 'a1', due_date: '2026-12-20' });
    expect(detail.sources).toEqual([{ id: 'S2', sub_problem_index: 1, title: 'Rents', url: 'https://x.org' }]);
    expect(JSON.stringify(detail)).not.toMatch(/someone|not for the page|limits|cost/);
  });

  it.each(SESSION_STATUSES)('asks its open questions only while it waits for them (%s)', (status) => {
    const asks = status === 'waiting_for_answers' || status === 'paused';
    expect(toDetail(row({ status })).open_questions).toEqual(
      asks ? [{ id: 'q1', question: 'How much?', reason: 'It decides.' }] : [],
    );
  });

  it('says what its record lacks: parts without a decision, and decided ones whose actions are missing still', () => {
    const text = { question: '?', decision: 'Wait.', chosen_option: 'Wait', rationale: '', confidence_basis: '' };
    const lists = { criteria: [], options: [], dissent: [], conditions: [], reopen_if: [] };
    const content = { ...text, ...lists, confidence: 0.5 };
    const record = { sessionId: id, scope: -1, content, createdAt: at };
    const part = (index: number, status: string) => ({ index, goal: `Part ${index}`, status, dependsOn: [] }) as never;
    const missing_actions = { sub_problem_indexes: [0, 2], code: 'internal', message: 'Why.' };
    const ended = (data: object) => [{ data: data as never }];
    const rows = { records: [record], subProblems: [part(0, 'complete'), part(1, 'failed'), part(2, 'complete')] };
    const partial = { failed_sub_problems: [1], message: 'Partly.', missing_actions };
    const detail = sessionDetail.parse(toDetail(row({ ...rows, events: ended(partial) })));
    // The first part has its action by now.
    expect(detail.missing).toEqual({ undecided: ['Part 1'], actions: { of: ['Part 2'], message: 'Why.' } });
    const whole = { ...rows, subProblems: [part(0, 'complete')] };
    const complete = { decision: 'Wait.', stopped_early: true, missing_actions };
    expect(toDetail(row({ ...whole, events: ended(complete) }))).not.toHaveProperty('missing');
    expect(toDetail(row({ ...rows, events: [] }))).not.toHaveProperty('missing');
  });

  it('says which parts were decided without those that they build on', () => {
    const rows = [0, 1, 2].map((index) => ({ sessionId: id, scope: index, content: {}, createdAt: new Date(index) }));
    const part = (index: number, ...dependsOn: number[]) => ({ index, goal: `Part ${index}`, dependsOn }) as never;
    // The second builds on the last, which was tried again, on the first, and on one that never came to its decision.
    const subProblems = [part(0), part(1, 0, 2, 3), part(2, 0), part(3)];
    const { parts } = toDetail(row({ subProblems, records: rows }));
    expect(parts.map(({ index, without }) => [index, without])).toEqual([
      [0, undefined],
      [1, ['Part 2', 'Part 3']],
      [2, undefined],
    ]);
  });

  it('links its archive once both files are kept', () => {
    expect(toDetail(row({ archiveJsonKey: 'a.json' })).archive).toBeNull();
    expect(toDetail(row({ archiveJsonKey: 'a.json', archiveMarkdownKey: 'a.md' })).archive).toEqual({
      json_url: `/api/v1/sessions/${id}/record.json`,
      markdown_url: `/api/v1/sessions/${id}/record.md`,
    });
  });
});
