import type { Choice, DecisionRecord, SessionDetail, TrackedAction } from '@bo1/contracts/meeting/schema';

const AT = '2026-11-22T10:00:00.000Z';

export const record: DecisionRecord = {
  question: 'Should we open a second shop?',
  decision: 'Open it in May.',
  chosen_option: 'Open in May',
  criteria: ['Cost'],
  options: [
    { title: 'Open in May', summary: 'One shop more.', assessments: ['Bearable'] },
    { title: 'Wait', summary: 'Look again in a year.', assessments: ['None'] },
  ],
  rationale: 'Demand is there.',
  confidence: 0.7,
  confidence_basis: 'Three of four agree.',
  dissent: [],
  conditions: [],
  reopen_if: [],
};

export const choiceOf = (fields: Partial<Choice> = {}): Choice => ({
  option: 'Wait',
  own_words: null,
  note: '',
  recorded_at: AT,
  updated_at: AT,
  outcome: null,
  ...fields,
});

export const actionOf = (fields: Partial<TrackedAction> = {}): TrackedAction => ({
  id: 'a1',
  sub_problem_index: 0,
  title: 'Sign the lease',
  steps: ['Sign'],
  success_criteria: [],
  kill_criteria: [],
  priority: 'high',
  due_date: '2027-01-15',
  depends_on: [],
  status: 'todo',
  status_changed_at: null,
  owner: null,
  reminder_of: null,
  ...fields,
});

/** A decided meeting, for tests of its record's page. */
export const meetingOf = (fields: Partial<SessionDetail> = {}): SessionDetail => ({
  id: 'bo1_00000000-0000-4000-8000-000000000000',
  status: 'completed',
  step: 'ended',
  problem_statement: 'Should we open a second shop?',
  decision: record.decision,
  chosen: null,
  outcome: null,
  attempt: 1,
  expert_count: 4,
  round_count: 3,
  contribution_count: 12,
  action_count: 1,
  created_at: AT,
  started_at: AT,
  ended_at: AT,
  last_sequence: 40,
  skip_clarification: false,
  insist_on_board: false,
  tier: 'pro',
  route: 'board',
  stop_rule: 'consensus',
  simulated: false,
  open_questions: [],
  record,
  parts: [],
  choice: null,
  actions: [actionOf()],
  sources: [],
  archive: null,
  ...fields,
});
