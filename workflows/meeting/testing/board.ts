import { setTimeout as sleep } from 'node:timers/promises';
import type { DataActivities, LlmActivities, RecordActivities, RunRef } from '@bo1/activities/meeting/types';
import type { EventType } from '@bo1/contracts/events/values';
import type { TerminalStatus } from '@bo1/contracts/meeting/values';
import { Context } from '@temporalio/activity';
import { failure, MemoryLog } from './log.ts';
import { type Script, script } from './script.ts';

/** One meeting as the rows would hold it. */
export class Table {
  readonly log = new MemoryLog();
  readonly script: Script;
  readonly open: Set<string>;
  readonly batches = new Map<string, string[]>();
  readonly calls: string[] = [];
  readonly answers = new Map<string, unknown>();
  control = { version: 0, paused: false };
  stopping = false;
  archived = 0;
  status: TerminalStatus | null = null;

  constructor(part: Partial<Script>) {
    this.script = script(part);
    this.open = new Set(this.script.questions);
  }
}

type Target = { sub_problem_index?: number; round?: number; expert_code?: string };

/**
 * Activities that answer from a script and keep their rows in memory, idempotent by the same domain keys as the real ones.
 * They stand where another process begins; the real ones run in the integration tests.
 */
export class ScriptedBoard {
  readonly #tables = new Map<string, Table>();
  seat(sessionId: string, part: Partial<Script> = {}): Table {
    const table = new Table(part);
    this.#tables.set(sessionId, table);
    return table;
  }

  table(run: { session_id: string }): Table {
    const table = this.#tables.get(run.session_id);
    if (!table) throw failure('session_missing');
    return table;
  }

  get activities(): RecordActivities & LlmActivities & DataActivities {
    return { ...this.#record(), ...this.#llm(), ...this.#data() };
  }

  async #enter(step: string, run: RunRef, target: Target = {}): Promise<Table> {
    const table = this.table(run);
    for (const hold of table.script.holds) if (hold.step === step) await hold.enter();
    const type = table.script.fails(step, target);
    if (type) throw failure(type);
    return table;
  }

  #record(): RecordActivities {
    const write = async (step: string, run: RunRef, key: string, type: EventType, data: Target = {}) => {
      const table = await this.#enter(step, run, data);
      table.log.append(run.attempt, key, type, data);
      return table;
    };
    return {
      openRun: async (run) => {
        const table = await this.#enter('openRun', run);
        const already_ended = table.log.closedAttempt >= run.attempt;
        if (!already_ended) table.log.append(run.attempt, 'started', run.attempt === 1 ? 'session_started' : 'retried');
        return { already_ended, limits: table.script.limits };
      },
      collectContext: async (run) => {
        await write('collectContext', run, 'context', 'context_collected');
        return { item_count: 0 };
      },
      openQuestions: async (run) => ({ question_ids: [...(await this.#enter('openQuestions', run)).open] }),
      acceptAnswers: async (run, { batch_id }) => {
        const table = await this.#enter('acceptAnswers', run);
        const answered = table.batches.get(batch_id) ?? [];
        table.log.append(run.attempt, `answers/${batch_id}`, 'clarification_answered');
        for (const id of answered) table.open.delete(id);
        return { remaining_question_ids: [...table.open] };
      },
      recordBatches: async (run) => void (await write('recordBatches', run, 'batches', 'dependency_analysis_complete')),
      startSubProblem: async (run, target) =>
        void (await write(
          'startSubProblem',
          run,
          `sp${target.sub_problem_index}/started`,
          'sub_problem_started',
          target,
        )),
      openRound: async (run, opening) => {
        const table = await this.#enter('openRound', run, opening);
        this.#mayBegin(table);
        if (opening.round > table.script.affordableRounds) return { opened: false };
        const key = `sp${opening.sub_problem_index}/r${opening.round}/started`;
        table.log.append(run.attempt, key, 'round_started', opening);
        return { opened: true };
      },
      recordStop: async (run, stop) =>
        void (await write(
          'recordStop',
          run,
          `sp${stop.sub_problem_index}/r${stop.round}/facilitated/${stop.rule}`,
          'facilitator_decision',
          stop,
        )),
      failSubProblem: async (run, target) =>
        void (await write('failSubProblem', run, `sp${target.sub_problem_index}/failed`, 'sub_problem_failed', target)),
      setControl: async (run, control) => {
        const table = await this.#enter('setControl', run);
        if (control.version > table.control.version) {
          const type = control.paused ? 'paused' : 'resumed';
          table.log.append(run.attempt, `pause/${control.version}`, type);
          table.control = control;
        }
        return { version: table.control.version };
      },
      markStopping: async (run) => {
        const table = await write('markStopping', run, 'stopping', 'stopping');
        table.stopping = true;
      },
      setLiveness: async (run, { quiet, number }) =>
        void (await write('setLiveness', run, `liveness/${number}/${quiet}`, quiet ? 'degraded' : 'recovered')),
      closeRun: async (run, outcome) => {
        const table = await this.#enter('closeRun', run);
        if (table.log.closedAttempt >= run.attempt && table.status) return { status: table.status };
        table.log.append(run.attempt, 'end', outcome.kind);
        table.status = outcome.kind === 'complete' ? 'completed' : outcome.kind;
        return { status: table.status };
      },
    };
  }

  #llm(): LlmActivities {
    const call = async <T>(step: string, run: RunRef, key: string, target: Target, answer: (table: Table) => T) =>
      this.#call(step, run, key, target, answer);
    const sp = (target: Target) => `sp${target.sub_problem_index}`;
    const write = (run: RunRef, key: string, type: EventType, target: Target = {}) =>
      this.table(run).log.append(run.attempt, key, type, target);
    return {
      route: async (run) => {
        const answer = await call('route', run, 'route', {}, ({ script }) => ({ route: script.route }));
        write(run, 'route', 'route_decided');
        return answer;
      },
      answerDirectly: async (run) => {
        await call('answerDirectly', run, 'direct', {}, () => null);
        write(run, 'synthesis', 'synthesis_complete');
      },
      clarify: async (run) => {
        const { questions } = await call('clarify', run, 'clarify', {}, ({ script }) => script);
        if (questions.length > 0) write(run, 'clarify', 'clarification_required');
        return { question_ids: questions };
      },
      decompose: async (run) => {
        const { subProblems } = await call('decompose', run, 'decompose', {}, ({ script }) => script);
        write(run, 'decompose', 'decomposition_complete');
        return { sub_problems: subProblems };
      },
      selectExperts: async (run, target) => {
        const experts = await call('selectExperts', run, `${sp(target)}/select`, target, ({ script }) =>
          script.experts(target.count, target.sub_problem_index),
        );
        for (const expert of experts) write(run, `${sp(target)}/expert/${expert}`, 'expert_selected', target);
        return { experts };
      },
      contribute: async (run, turn) => {
        const key = `${sp(turn)}/r${turn.round}/${turn.expert_code}`;
        const begin = () => write(run, `${key}/started`, 'contribution_started', turn);
        await this.#call('contribute', run, `${key}/contribute`, turn, () => null, begin);
        write(run, key, 'contribution', turn);
        return this.#leaky('contribute', run, { contribution_id: key, truncated: false });
      },
      judge: async (run, round) => {
        const key = `${sp(round)}/r${round.round}`;
        const signals = await call('judge', run, `${key}/judge`, round, ({ script }) => script.signals(round));
        write(run, `${key}/judged`, 'round_judged', round);
        return signals;
      },
      summariseRound: async (run, round) => {
        await call('summariseRound', run, `${sp(round)}/r${round.round}/summary`, round, () => null);
      },
      facilitate: async (run, turn) => {
        const key = `${sp(turn)}/r${turn.round}`;
        const action = await call('facilitate', run, `${key}/facilitate`, turn, ({ script }) =>
          script.facilitator(turn),
        );
        write(run, `${key}/facilitated`, 'facilitator_decision', turn);
        return { action };
      },
      vote: async (run, ballot) => {
        await call('vote', run, `${sp(ballot)}/${ballot.expert_code}/vote`, ballot, () => null);
        write(run, `${sp(ballot)}/${ballot.expert_code}/recommendation`, 'recommendation', ballot);
        return { confidence: 0.5 };
      },
      synthesise: async (run, target) => {
        await call('synthesise', run, `${sp(target)}/synthesis`, target, () => null);
        write(run, `${sp(target)}/complete`, 'sub_problem_complete', target);
      },
      synthesiseMeeting: async (run) => {
        await call('synthesiseMeeting', run, 'synthesis', {}, () => null);
        write(run, 'synthesis', 'synthesis_complete');
      },
      planActions: async (run, target) => {
        await call('planActions', run, `${sp(target)}/actions`, target, () => null);
        write(run, `${sp(target)}/actions`, 'actions_created', target);
        return { action_count: 3 };
      },
    };
  }

  #data(): DataActivities {
    return {
      archive: async (run) => {
        const table = await this.#enter('archive', run);
        table.archived += 1;
        return { archived: true };
      },
      reconcile: async () => ({ started: 0, settled: 0, restarted: 0 }),
    };
  }

  /** A call of the model: stored answers first, then the ledger, then the vendor, beating and listening for a stop. */
  async #call<T>(
    step: string,
    run: RunRef,
    key: string,
    target: Target,
    answer: (table: Table) => T,
    begin: () => void = () => undefined,
  ): Promise<T> {
    const context = Context.current();
    const beat = setInterval(() => context.heartbeat(), 500);
    try {
      const table = await Promise.race([this.#enter(step, run, target), context.cancelled]);
      if (table.answers.has(key)) return table.answers.get(key) as T;
      this.#mayBegin(table);
      begin();
      table.calls.push(key);
      await sleep(table.script.callMs, undefined, { signal: context.cancellationSignal });
      const result = answer(table);
      table.answers.set(key, result);
      return result;
    } finally {
      clearInterval(beat);
    }
  }

  #mayBegin(table: Table): void {
    if (table.stopping) throw failure('spending_stopped');
    if (table.control.paused) throw failure('spending_paused');
  }

  #leaky<T extends object>(step: string, run: RunRef, result: T): T {
    const { leak } = this.table(run).script;
    return leak?.step === step ? { ...result, note: leak.text } : result;
  }
}
