import type { EventData, SessionEvent, SessionEventOf } from '@bo1/contracts/events/schema';
import { ASPECTS, type Aspect, type AspectDepth, type StopRule } from '@bo1/contracts/meeting/values';

/** Builds the log of a meeting for tests: sequences and times are counted up by themselves. */
export function logBuilder(sessionId = 'bo1_00000000-0000-4000-8000-000000000001', start = '2026-11-22T10:00:00.000Z') {
  const events: SessionEvent[] = [];
  let at = Date.parse(start);
  let attempt = 1;
  const add = <T extends SessionEvent['type']>(type: T, data: EventData<T>, afterMs = 1000) => {
    at += afterMs;
    if (type === 'retried') attempt += 1;
    const event = {
      event_version: 1,
      session_id: sessionId,
      sequence: events.length + 1,
      attempt,
      type,
      at: new Date(at).toISOString(),
      correlation_id: 'test',
      data,
    } as unknown as SessionEventOf<T>;
    events.push(event as unknown as SessionEvent);
    return event;
  };
  return { events, add };
}
const EXPERTS = [
  ['cfo', 'Mara Lindqvist', 'Finance', '#2f6f9f'],
  ['growth', 'Tobias Okafor', 'Growth', '#a4572c'],
  ['sceptic', 'Ines Duarte', 'Contrarian', '#7a3e8f'],
] as const;

export const recordExample = (question: string, stop: StopRule = 'consensus') => ({
  question,
  decision: 'Open the second site in spring, with one team.',
  chosen_option: 'Pilot in spring',
  criteria: ['Cost', 'Risk'],
  options: [
    { title: 'Pilot in spring', summary: 'One team for six months.', assessments: ['Low', 'Reversible'] },
    { title: 'Wait a year', summary: 'Nothing changes.', assessments: ['None', 'The lease is lost'] },
  ],
  rationale: 'A pilot answers the open question at a price that can be borne.',
  confidence: 0.72,
  confidence_basis: `Two of three experts agree; the rounds ended by ${stop}.`,
  dissent: [{ expert_code: 'sceptic', name: 'Ines Duarte', view: 'Wait.', reason: 'Cash is too thin.' }],
  conditions: ['Cash covers nine months'],
  reopen_if: ['Two key people leave'],
});

/** A whole meeting with questions, one sub-problem, three experts and the given rounds. */
export function exampleLog(rounds = 2, questions = true) {
  const log = logBuilder();
  const problem_statement = 'Should we open a second site next year?';
  log.add('session_started', {
    problem_statement,
    tier: 'pro',
    skip_clarification: !questions,
    max_rounds: 4,
    hard_limit_minutes: 30,
    simulated: true,
    flagged: [],
  });
  log.add('route_decided', { route: 'board', reason: 'Costly to reverse.', insisted: false });
  log.add('context_collected', { items: [] });
  if (questions) {
    const asked = { id: 'q1', question: 'How long does cash last?', reason: 'It bounds every option.' };
    log.add('clarification_required', { questions: [asked] });
    const answers = [{ question_id: 'q1', question: asked.question, answer: 'Eleven months.' }];
    log.add('clarification_answered', { answers, skipped: [], remaining: [] }, 60_000);
  }
  const plan = { index: 0, goal: 'Decide on the second site', complexity: 5, depends_on: [] };
  log.add('decomposition_complete', { rationale: 'One question.', sub_problems: [plan] });
  log.add('dependency_analysis_complete', { execution_batches: [[0]], fell_back_to_sequence: false });
  log.add('sub_problem_started', { sub_problem_index: 0, goal: plan.goal });
  EXPERTS.forEach(([expert_code, name, archetype, colour], position) =>
    log.add('expert_selected', {
      sub_problem_index: 0,
      expert_code,
      name,
      archetype,
      colour,
      position,
      reason: 'Knows it.',
    }),
  );
  for (let round = 1; round <= rounds; round += 1) addRound(log, round, round === rounds);
  for (const [expert_code] of EXPERTS)
    log.add('recommendation', {
      sub_problem_index: 0,
      expert_code,
      recommendation: 'Pilot in spring.',
      reasoning: 'It can be undone.',
      confidence: 0.7,
      conditions: ['Nine months of cash'],
      risks: ['Attention'],
    });
  const record = recordExample(problem_statement);
  log.add('sub_problem_complete', { sub_problem_index: 0, stop_rule: 'consensus', rounds, record });
  log.add('synthesis_complete', { record });
  log.add('actions_created', { sub_problem_index: 0, actions: [] });
  log.add('complete', { decision: record.decision, stopped_early: false });
  return log.events;
}

/** A routine question: one expert answered it, without a plan, rounds or actions. */
export function directLog() {
  const log = logBuilder();
  const problem_statement = 'What is the usual VAT rate on bread?';
  log.add('session_started', {
    problem_statement,
    tier: 'pro',
    skip_clarification: true,
    max_rounds: 4,
    hard_limit_minutes: 30,
    simulated: true,
    flagged: [],
  });
  log.add('route_decided', { route: 'single', reason: 'A routine question.', insisted: false });
  const record = recordExample(problem_statement, 'routine');
  log.add('synthesis_complete', { record });
  log.add('complete', { decision: record.decision, stopped_early: false });
  return log.events;
}

function addRound(log: ReturnType<typeof logBuilder>, round: number, last: boolean) {
  const at = { sub_problem_index: 0, round };
  const experts = EXPERTS.map(([code]) => code);
  log.add('round_started', { ...at, max_rounds: 4, phase: 'explore', experts });
  for (const expert_code of experts)
    log.add('contribution_started', { ...at, expert_code, call_key: `sp0/r${round}/${expert_code}/contribute` });
  for (const expert_code of experts)
    log.add('contribution', {
      ...at,
      contribution_id: `c-${round}-${expert_code}`,
      expert_code,
      text: `What ${expert_code} says in round ${round}.`,
      truncated: false,
      call_key: `sp0/r${round}/${expert_code}/contribute`,
      model: 'model',
      prompt_hash: 'hash',
    });
  const aspects = Object.fromEntries(ASPECTS.map((aspect) => [aspect, 'touched'])) as Record<Aspect, AspectDepth>;
  log.add('round_judged', {
    ...at,
    agreement: 0.3 * round,
    conflict: 0.5,
    novelty: 1 / round,
    aspects,
    focus: 'Cash.',
  });
  log.add('facilitator_decision', {
    ...at,
    action: last ? 'vote' : 'continue',
    decided_by: last ? 'rule' : 'facilitator',
    rule: last ? 'consensus' : null,
    reason: 'Because.',
    guidance: '',
  });
}
