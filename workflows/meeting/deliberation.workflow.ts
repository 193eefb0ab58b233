import type { RoundOpening, RoundRef } from '@bo1/activities/meeting/types';
import { FAILURES, type FailureType } from '@bo1/contracts/errors/values';
import { INTERJECTIONS_A_CALL, type StopRule } from '@bo1/contracts/meeting/values';
import {
  condition,
  getExternalWorkflowHandle,
  isCancellation,
  patched,
  setCurrentDetails,
  setHandler,
  TemporalFailure,
  workflowInfo,
} from '@temporalio/workflow';
import { ActiveTime } from '../shared/active-time.ts';
import { showRound } from '../shared/attributes.ts';
import { Control } from '../shared/control.ts';
import { failureCode, together, typedFailure } from '../shared/failures.ts';
import { guarded, type StepRules } from '../shared/guarded.ts';
import { Liveness } from '../shared/liveness.ts';
import * as proxies from '../shared/proxies.ts';
import { roundDetails, voteDetails } from '../shared/summaries.ts';
import {
  controlChanged,
  type DeliberationInput,
  type DeliberationResult,
  pauseDisputed,
  questionsAsked,
  questionsSettled,
  quietChanged,
} from './meeting.messages.ts';
import { Rounds } from './rounds.state.ts';
import { expertCount, roundCount } from './rules/size.ts';

/**
 * Deliberates one sub-problem: experts are chosen, speak in rounds until a rule ends them, and vote; then the
 * sub-problem's record is written. At most six rounds of five experts are some 250 events and 100 KB: no continue-as-new.
 */
export async function deliberationWorkflow(input: DeliberationInput): Promise<DeliberationResult> {
  const { session_id, attempt, correlation_id, sub_problem_index, limits } = input;
  const run = { session_id, attempt, correlation_id };
  const rules = listen(input);
  const record = guarded(proxies.record, rules);
  const board = guarded(proxies.callsOf(limits), rules);
  const questions = new Questions(rules.liveness);

  async function deliberate(): Promise<void> {
    await record.startSubProblem(run, { sub_problem_index });
    const count = expertCount(input.complexity);
    const { experts } = await board.selectExperts(run, { sub_problem_index, count });
    const rounds = new Rounds(sub_problem_index, experts, roundCount(input.complexity, limits), limits.stopping);

    const stop_rule = await holdRounds(rounds);
    if (patched('floor')) {
      const { interjections } = await record.closeFloor(run, { sub_problem_index });
      await answer(rounds.held, interjections);
    }

    setCurrentDetails(voteDetails(rounds.held, stop_rule));
    await together(
      rounds.experts.map((expert_code) => board.vote(run, { sub_problem_index, expert_code, rounds: rounds.held })),
    );
    await board.synthesise(run, { sub_problem_index, rounds: rounds.held, stop_rule });
  }

  async function holdRounds(rounds: Rounds): Promise<StopRule> {
    for (;;) {
      const opening = rounds.next();
      const rule = await holdRound(rounds, opening).catch((error: unknown) => {
        if (failureCode(error) !== FAILURES.budget_exhausted) throw error;
        return ruleWithoutBudget(rounds);
      });
      if (rule === 'facilitator') return rule;
      if (rule) {
        const stalled = rounds.stalledUnsaid(opening, rule) ? { stalled: true as const } : {};
        await record.recordStop(run, { sub_problem_index, round: opening.round, rule, ...stalled });
        return rule;
      }
    }
  }

  /** One round. Gives the rule that ends the rounds, or null where another follows. */
  async function holdRound(rounds: Rounds, opening: RoundOpening): Promise<StopRule | null> {
    const { opened, interjections = [], may_ask } = await record.openRound(run, opening);
    if (!opened) return ruleWithoutBudget(rounds);
    await answer(rounds.held, interjections);
    showRound(opening.round);
    setCurrentDetails(roundDetails(opening));
    await together(rounds.turns(opening).map((turn) => board.contribute(run, turn)));
    const affordsNext = await review(rounds, rounds.close(opening));

    const verdict = rounds.verdict({ ...timeLeft(), budget_is_up: !affordsNext });
    if (verdict.kind === 'stop') return verdict.rule;
    const may = { clarify: may_ask === true && !limits.skip_clarification, research: limits.research === true };
    const { action, question_ids = [] } = await board.facilitate(run, rounds.facilitation(opening, verdict, may));
    rounds.decided(action);
    if (question_ids.length > 0) await questions.settled(question_ids);
    if (action === 'research') await lookUp(opening);
    return action === 'vote' ? 'facilitator' : null;
  }

  /** Sources that cannot be had cost no meeting its rounds. */
  async function lookUp({ round }: RoundRef): Promise<void> {
    try {
      await board.research(run, { sub_problem_index, round });
    } catch (error) {
      if (!SOURCELESS.has(failureCode(error))) throw error;
    }
  }

  /** What the person said meanwhile is answered after a round. An answer that cannot be had costs no meeting its rounds. */
  async function answer(round: number, interjections: readonly number[]): Promise<void> {
    for (let at = 0; at < interjections.length && round > 0; at += INTERJECTIONS_A_CALL) {
      const numbers = interjections.slice(at, at + INTERJECTIONS_A_CALL);
      try {
        await board.answerInterjections(run, { sub_problem_index, round, numbers });
      } catch (error) {
        if (!DISPENSABLE.has(failureCode(error))) throw error;
      }
    }
  }

  /** The set-aside pays for the ending. */
  function ruleWithoutBudget(rounds: Rounds): StopRule {
    const verdict = rounds.verdict({ ...timeLeft(), budget_is_up: true });
    return verdict.kind === 'stop' ? verdict.rule : 'budget';
  }

  /** Whether the budget covers the next round, as far as can be told: others may have taken the money when it is opened. */
  async function review(rounds: Rounds, round: RoundRef): Promise<boolean> {
    const next = rounds.held < rounds.max_rounds ? { next: rounds.next() } : {};
    const [judged] = await together([board.judge(run, { ...round, ...next }), board.summariseRound(run, round)]);
    const { affords_next = true, ...signals } = judged;
    rounds.judged(signals);
    return affords_next;
  }

  const timeLeft = () => ({ time_is_up: rules.time.ms >= limits.hard_limit_ms });

  try {
    await rules.liveness.during(deliberate, {
      quiet_ms: limits.liveness_ms,
      suspended: () => rules.control.paused || questions.waiting,
      onChange: (quiet) => meeting().signal(quietChanged, { sub_problem_index, quiet }),
    });
  } catch (error) {
    // A bug fails the workflow task, which is tried again with the next build; a failed step fails the deliberation.
    if (isCancellation(error) || !(error instanceof TemporalFailure)) throw error;
    throw typedFailure(failureCode(error));
  }
  return { active_ms: rules.time.ms };
}

/** Without money or a usable answer the board goes on: its members have the person's words in their prompts. */
const DISPENSABLE = new Set<FailureType>([FAILURES.budget_exhausted, FAILURES.invalid_model_answer]);

/** Without sources, too. */
const SOURCELESS = new Set<FailureType>([
  ...DISPENSABLE,
  FAILURES.provider_unavailable,
  FAILURES.provider_rate_limited,
  FAILURES.provider_rejected,
]);

/** The meeting that this deliberation belongs to, in whatever run it is by now. */
const meeting = () => getExternalWorkflowHandle(workflowInfo().parent!.workflowId);

/** What the facilitator asked the person. The meeting takes the answers, and says here which are settled. */
class Questions {
  readonly #settled = new Set<string>();
  readonly #liveness: Liveness;
  waiting = false;

  constructor(liveness: Liveness) {
    this.#liveness = liveness;
    setHandler(questionsSettled, ({ question_ids }) => {
      for (const id of question_ids) this.#settled.add(id);
    });
  }

  /** Tells the meeting of them, and waits until each is answered or skipped. May take days. */
  async settled(question_ids: string[]): Promise<void> {
    this.waiting = true;
    await meeting().signal(questionsAsked, { question_ids });
    await condition(() => question_ids.every((id) => this.#settled.has(id)));
    this.waiting = false;
    this.#liveness.touch();
  }
}

function listen(input: DeliberationInput): StepRules {
  const control = new Control(input.control);
  setHandler(controlChanged, (next) => control.apply(next));
  return {
    control,
    time: new ActiveTime(input.active_ms),
    liveness: new Liveness(),
    onDispute: async (version) => {
      control.adoptPause(version);
      await meeting().signal(pauseDisputed, { version });
    },
  };
}
