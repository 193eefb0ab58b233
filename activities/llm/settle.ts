import { inTransaction, type Prisma } from '@bo1/prisma/client';
import { AttemptClosed } from '@bo1/prisma/events';
import { lockMeeting, settleAttempt, settleWithAnswer, type NewAnswer, type Settlement } from '@bo1/prisma/ledger';
import { storableJson } from '@bo1/prisma/storable';
import type { ActivityDeps } from '../ports/deps.ts';
import type { CallOutcome } from '../ports/llm.ts';
import { append, wakeReaders } from './append.ts';
import { answerOf, versionOf, type Asked, type Attempted, type Begun } from './begin.ts';
import type { Mode } from './mode.ts';
import { costOf } from './price.ts';
import type { CallStep } from './step.ts';

interface Settled<R> {
  attempted: Attempted<R>;
  sequence: number | null;
}

/** One transaction: the answer, the money, the step's rows and its events. Readers are woken after it. */
export async function settle<T, R>(
  deps: ActivityDeps,
  step: CallStep<T, R>,
  mode: Mode<T>,
  asked: Asked,
  begun: Begun,
  outcome: CallOutcome & { raw: unknown },
): Promise<Attempted<R>> {
  const raw = storableJson(outcome.raw ?? {}) as Prisma.InputJsonValue;
  const fresh = mode.read(raw, outcome.stop_reason);
  const settlement = settlementOf(step, begun, outcome, 'problem' in fresh);
  const answer: NewAnswer = {
    sessionId: step.run.session_id,
    callKey: asked.callKey,
    provider: begun.port.provider,
    model: begun.model,
    templateVersion: versionOf(asked.prompt),
    promptHash: begun.hash,
    content: raw,
    stopReason: outcome.stop_reason,
  };
  const worthless = 'problem' in fresh && asked.last;
  await step.ready?.catch(async (error: unknown) => {
    // The answer is there and paid for, whatever the step lacks: its next attempt finds it.
    if (!worthless) await keepAnswer(deps, settlement, answer);
    throw error;
  });
  try {
    const { attempted, sequence } = await inTransaction(deps.db, async (tx): Promise<Settled<R>> => {
      const { session } = await lockMeeting(tx, step.run.session_id);
      if (worthless) {
        await settleAttempt(tx, settlement);
        return { attempted: invalid(raw, fresh.problem, begun), sequence: null };
      }
      const kept = await settleWithAnswer(tx, settlement, answer);
      // Another attempt, taken for dead, may have stored its answer first: that one counts.
      const read = mode.read(kept.content, kept.stopReason);
      if ('problem' in read) return { attempted: invalid(kept.content, read.problem, begun), sequence: null };
      const committed = await step.commit(tx, session, answerOf(kept, read.content));
      const sequence = await append(tx, session, step.run, committed);
      return { attempted: { kind: 'done', result: committed.result }, sequence };
    });
    await wakeReaders(deps, step.run, sequence);
    return attempted;
  } catch (error) {
    // The meeting ended while the call was under way: there is nothing to tell any more, but it is paid for exactly.
    if (error instanceof AttemptClosed) await inTransaction(deps.db, (tx) => settleAttempt(tx, settlement));
    throw error;
  }
}

const keepAnswer = (deps: ActivityDeps, settlement: Settlement, answer: NewAnswer): Promise<unknown> =>
  inTransaction(deps.db, async (tx) => {
    await lockMeeting(tx, answer.sessionId);
    return settleWithAnswer(tx, settlement, answer);
  });

const invalid = (raw: unknown, problem: string, begun: Begun): Attempted<never> => ({
  kind: 'invalid',
  raw,
  problem,
  number: begun.number,
});

function settlementOf<T, R>(
  step: CallStep<T, R>,
  begun: Begun,
  outcome: CallOutcome,
  invalidAnswer: boolean,
): Settlement {
  return {
    sessionId: step.run.session_id,
    attemptId: begun.attemptId,
    costMicros: costOf(begun.price, outcome.usage),
    usage: outcome.usage,
    requestId: outcome.request_id,
    failure: invalidAnswer ? 'invalid_model_answer' : null,
  };
}
