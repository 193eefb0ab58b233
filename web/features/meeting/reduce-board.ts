import type { EventType } from '@bo1/contracts/events/values';
import type { Handlers } from './reducer.ts';
import type { frameHandlers } from './reduce-frame.ts';
import { auditOf, type Aside, type MeetingState, type Round, type SubProblem, type Turn } from './state.ts';

const blank = (index: number): SubProblem => ({
  index,
  goal: '',
  complexity: null,
  dependsOn: [],
  status: 'waiting',
  experts: [],
  rounds: [],
  recommendations: [],
  record: null,
  audit: null,
  stopRule: null,
  actions: [],
  failure: null,
});

/** Replaces the element that `same` finds, or adds it; keeps the order by `rank`. */
function put<T>(list: T[], item: T, same: (other: T) => boolean, rank: (item: T) => number): T[] {
  const rest = list.filter((other) => !same(other));
  return [...rest, item].sort((one, other) => rank(one) - rank(other));
}

function inSubProblem(state: MeetingState, index: number, change: (sub: SubProblem) => SubProblem): MeetingState {
  const known = state.subProblems.find((sub) => sub.index === index) ?? blank(index);
  const subProblems = put(
    state.subProblems,
    change(known),
    (sub) => sub.index === index,
    (sub) => sub.index,
  );
  return { ...state, subProblems };
}

type InRound = { sub_problem_index: number; round: number };

function inRound(state: MeetingState, at: InRound, change: (round: Round) => Round): MeetingState {
  return inSubProblem(state, at.sub_problem_index, (sub) => {
    const known = sub.rounds.find((round) => round.number === at.round);
    const round: Round = known ?? {
      number: at.round,
      sequence: null,
      maxRounds: at.round,
      phase: 'explore',
      experts: [],
      turns: [],
      signals: null,
      facilitation: null,
      asides: [],
    };
    const rounds = put(
      sub.rounds,
      change(round),
      (other) => other.number === at.round,
      (other) => other.number,
    );
    return { ...sub, rounds };
  });
}

/** Turns stay in the order in which they were begun, so that nothing moves under a reader. */
function take(round: Round, turn: Turn): Round {
  const known = round.turns.findIndex((other) => other.expert === turn.expert);
  const turns = known < 0 ? [...round.turns, turn] : round.turns.with(known, turn);
  return { ...round, turns };
}

const aside = (round: Round, added: Aside): Round => ({ ...round, asides: [...round.asides, added] });

/** What the experts do: plan, board, rounds, recommendations, outcome of each sub-problem. */
export const boardHandlers: Pick<Handlers, Exclude<EventType, keyof typeof frameHandlers>> = {
  decomposition_complete: (state, { data }) =>
    data.sub_problems.reduce<MeetingState>(
      (next, { index, goal, complexity, depends_on }) =>
        inSubProblem(next, index, (sub) => ({ ...sub, goal, complexity, dependsOn: depends_on })),
      { ...state, planRationale: data.rationale },
    ),
  dependency_analysis_complete: (state, { data }) => ({ ...state, batches: data.execution_batches }),
  sub_problem_started: (state, { data }) =>
    inSubProblem(state, data.sub_problem_index, (sub) => ({
      ...sub,
      goal: data.goal,
      status: 'running',
      failure: null,
    })),
  expert_selected: (state, { data }) =>
    inSubProblem(state, data.sub_problem_index, (sub) => ({
      ...sub,
      experts: put(
        sub.experts,
        data,
        (other) => other.expert_code === data.expert_code,
        (expert) => expert.position,
      ),
    })),
  round_started: (state, { data, sequence }) =>
    inRound(state, data, (round) => ({
      ...round,
      sequence: round.sequence ?? sequence,
      maxRounds: data.max_rounds,
      phase: data.phase,
      experts: data.experts,
    })),
  contribution_started: (state, { data }) =>
    inRound(state, data, (round) =>
      round.turns.some((turn) => turn.expert === data.expert_code && turn.text !== null)
        ? round
        : take(round, {
            expert: data.expert_code,
            callKey: data.call_key,
            text: null,
            truncated: false,
            sequence: null,
            audit: null,
          }),
    ),
  contribution: (state, { data, sequence }) =>
    inRound(state, data, (round) =>
      take(round, {
        expert: data.expert_code,
        callKey: data.call_key,
        text: data.text,
        truncated: data.truncated,
        sequence,
        audit: auditOf(data),
      }),
    ),
  round_judged: (state, { data }) => {
    const { sub_problem_index: _index, round: _round, ...signals } = data;
    return inRound(state, data, (round) => ({ ...round, signals }));
  },
  facilitator_decision: (state, { data }) => {
    const { sub_problem_index: _index, round: _round, ...facilitation } = data;
    return inRound(state, data, (round) => ({ ...round, facilitation }));
  },
  moderator_intervention: (state, { data, sequence }) =>
    inRound(state, data, (round) => aside(round, { kind: 'moderator', sequence, role: data.kind, text: data.text })),
  research_found: (state, { data, sequence }) =>
    inRound(state, data, (round) =>
      aside(round, { kind: 'research', sequence, query: data.query, sources: data.sources }),
    ),
  impasse_acknowledged: (state, { data, sequence }) =>
    inRound(state, data, (round) => aside(round, { kind: 'impasse', sequence, path: data.path, text: data.text })),
  interjection_answered: (state, { data, sequence }) =>
    inRound(state, data, (round) =>
      aside(round, { kind: 'reply', sequence, number: data.number, expert: data.expert_code, text: data.text }),
    ),
  recommendation: (state, { data, sequence }) =>
    inSubProblem(state, data.sub_problem_index, (sub) => ({
      ...sub,
      recommendations: put(
        sub.recommendations,
        { ...data, sequence },
        (other) => other.expert_code === data.expert_code,
        (other) => other.sequence,
      ),
    })),
  sub_problem_complete: (state, { data }) =>
    inSubProblem(state, data.sub_problem_index, (sub) => ({
      ...sub,
      status: 'complete',
      record: data.record,
      audit: auditOf(data),
      stopRule: data.stop_rule,
    })),
  sub_problem_failed: (state, { data }) =>
    inSubProblem(state, data.sub_problem_index, (sub) => ({
      ...sub,
      status: 'failed',
      failure: { code: data.code, message: data.message },
    })),
  actions_created: (state, { data }) =>
    inSubProblem(state, data.sub_problem_index, (sub) => ({ ...sub, actions: data.actions })),
};
