import type { SessionEventOf } from '@bo1/contracts/events/schema';
import type { TerminalEvent } from '@bo1/contracts/events/values';
import type { Handlers } from './reducer.ts';
import { auditOf, type Asked, type Ending, type MeetingState } from './state.ts';

function ask(known: Asked[], questions: { id: string; question: string; reason: string }[]): Asked[] {
  const asked = new Map(known.map((question) => [question.id, question]));
  for (const question of questions) asked.set(question.id, { ...question, state: 'open', answer: null });
  return [...asked.values()];
}

function settle(known: Asked[], data: SessionEventOf<'clarification_answered'>['data']): Asked[] {
  const answers = new Map(data.answers.map((answer) => [answer.question_id, answer.answer]));
  return known.map((question): Asked => {
    const answer = answers.get(question.id);
    if (answer !== undefined) return { ...question, state: 'answered', answer };
    if (data.skipped.includes(question.id)) return { ...question, state: 'skipped', answer: null };
    if (question.state === 'open' && !data.remaining.includes(question.id)) return { ...question, state: 'skipped' };
    return question;
  });
}

function end<T extends TerminalEvent>(state: MeetingState, event: SessionEventOf<T>): MeetingState {
  // A meeting that is over asks nothing any more.
  const questions = state.questions.map((question): Asked =>
    question.state === 'open' ? { ...question, state: 'skipped' } : question,
  );
  const ending = { type: event.type, data: event.data } as Ending;
  return { ...state, ending, questions, endedAt: event.at, paused: false };
}

type FrameEvent =
  | 'session_started'
  | 'route_decided'
  | 'context_collected'
  | 'clarification_required'
  | 'clarification_answered'
  | 'interjection_raised'
  | 'constraints_changed'
  | 'paused'
  | 'resumed'
  | 'stopping'
  | 'synthesis_complete'
  | 'degraded'
  | 'recovered'
  | 'retried'
  | TerminalEvent;

/** The meeting as a whole: how it began, waits, pauses and ends. */
export const frameHandlers: Pick<Handlers, FrameEvent> = {
  session_started: (state, { data, at }) => ({ ...state, opening: data, startedAt: state.startedAt ?? at }),
  route_decided: (state, { data }) => ({ ...state, route: data }),
  context_collected: (state, { data }) => ({ ...state, context: data.items }),
  clarification_required: (state, { data }) => ({ ...state, questions: ask(state.questions, data.questions) }),
  clarification_answered: (state, { data }) => ({ ...state, questions: settle(state.questions, data) }),
  interjection_raised: (state, { data, sequence }) => ({
    ...state,
    interjections: [...state.interjections, { number: data.number, text: data.text, sequence }],
  }),
  constraints_changed: (state, { data }) => ({ ...state, constraints: data.constraints }),
  paused: (state) => ({ ...state, paused: true }),
  resumed: (state) => ({ ...state, paused: false }),
  stopping: (state, { data }) => ({ ...state, stopping: data.reason }),
  synthesis_complete: (state, { data }) => ({ ...state, record: data.record, audit: auditOf(data) }),
  degraded: (state, { data }) => ({ ...state, degraded: { ...state.degraded, [data.reason]: data.message } }),
  recovered: (state, { data }) => ({ ...state, degraded: without(state.degraded, data.reason) }),
  retried: (state, { data }) => ({
    ...state,
    // A silence ends with its attempt; what the meeting goes without lasts until it is told to be over.
    degraded: without(state.degraded, 'quiet'),
    attempt: data.attempt,
    again: data.again ?? null,
    subProblems: state.subProblems.map((sub) =>
      sub.status === 'complete' || (data.again && !data.again.includes(sub.index))
        ? sub
        : { ...sub, status: 'waiting', failure: null },
    ),
    ending: null,
    endedAt: null,
    paused: false,
    stopping: null,
  }),
  complete: end,
  partial: end,
  failed: end,
  cancelled: end,
};

function without(degraded: MeetingState['degraded'], reason: keyof MeetingState['degraded']): MeetingState['degraded'] {
  const { [reason]: _over, ...others } = degraded;
  return others;
}
