import { inTransaction, type Tx } from '@bo1/prisma/client';
import { AttemptClosed } from '@bo1/prisma/events';
import { beginAttempt, lockMeeting, storedAnswer } from '@bo1/prisma/ledger';
import type { LlmAnswer } from '@bo1/prisma/generated/client';
import type { ActivityDeps } from '../ports/deps.ts';
import type { LlmPort, ModelPrice, Prompt } from '../ports/llm.ts';
import { append, wakeReaders } from './append.ts';
import { breaker } from './breaker.ts';
import type { Mode } from './mode.ts';
import { pinnedModel, pinsOf } from './pins.ts';
import { inputBound, inputTokensOf, worstCase, type InputBound } from './price.ts';
import { promptHash } from './prompt-hash.ts';
import type { Answer, CallSession, CallStep } from './step.ts';

/** One call under its own key: the step's, or its validation retry. */
export interface Asked {
  callKey: string;
  prompt: Prompt;
  /** Attempts whose drafts readers may still show: ours come after them. */
  draftsBefore: number;
  /** Nothing follows: an answer that does not fit is not worth storing. */
  last: boolean;
}

export type Attempted<R> =
  { kind: 'done'; result: R } | { kind: 'invalid'; raw: unknown; problem: string; number: number };

/** A call that has its row in the ledger and may now be made, once. */
export interface Begun {
  attemptId: string;
  number: number;
  port: LlmPort;
  model: string;
  price: ModelPrice;
  hash: string;
  input: InputBound;
}

type Opened<R> = { opened: Begun | Attempted<R>; sequence: number | null };

/**
 * One transaction: the stored answer with the step's commit, or the ledger's row of a new attempt with what the step
 * tells at its beginning.
 */
export async function begin<T, R>(
  deps: ActivityDeps,
  step: CallStep<T, R>,
  mode: Mode<T>,
  asked: Asked,
): Promise<Begun | Attempted<R>> {
  const port = breaker.pick(deps.llm);
  if (step.ready && (await storedAnswer(deps.db, { sessionId: step.run.session_id, callKey: asked.callKey })))
    await step.ready;
  const input = inputBound(asked.prompt, mode.offered);
  const { opened, sequence } = await inTransaction(deps.db, async (tx): Promise<Opened<R>> => {
    const { session, budget } = await lockMeeting(tx, step.run.session_id);
    const call = callOf(session, step, mode, asked, port, input);
    const begun = await beginAttempt(tx, budget, call.entry);
    if (begun.kind === 'stored') return fromStore(tx, session, step, mode, begun.answer);
    if (session.closedAttempt >= step.run.attempt) throw new AttemptClosed('The attempt has ended.');
    const told = await step.begin?.(tx, session);
    const sequence = told ? await append(tx, session, step.run, told) : null;
    const { attemptId, number } = begun;
    return { opened: { ...call, attemptId, number, port }, sequence };
  });
  await wakeReaders(deps, step.run, sequence);
  return opened;
}

function callOf<T, R>(
  session: CallSession,
  step: CallStep<T, R>,
  mode: Mode<T>,
  asked: Asked,
  port: LlmPort,
  input: InputBound,
) {
  const pins = pinsOf(session);
  const { model, price } = pinnedModel(pins, port.provider, step.model);
  const hash = promptHash(model, asked.prompt, mode.offered);
  const entry = {
    sessionId: session.id,
    callKey: asked.callKey,
    reservationKey: step.reservationKey,
    provider: port.provider,
    model,
    templateVersion: versionOf(asked.prompt),
    promptHash: hash,
    priceVersion: pins.prices.version,
    worstCaseMicros: worstCase(price, input, step.maxTokens),
    inputTokens: inputTokensOf(input),
    maxOutputTokens: step.maxTokens,
  };
  return { entry, model, price, input, hash };
}

export const versionOf = (prompt: Prompt): string => `${prompt.template}@${prompt.template_version}`;

export const answerOf = <T>(kept: LlmAnswer, content: T): Answer<T> => ({
  content,
  callKey: kept.callKey,
  provider: kept.provider,
  model: kept.model,
  promptHash: kept.promptHash,
  stopReason: kept.stopReason,
  at: kept.createdAt,
});

/** The answer of an earlier attempt: its rows and events may or may not be there, the commit makes sure. */
async function fromStore<T, R>(
  tx: Tx,
  session: CallSession,
  step: CallStep<T, R>,
  mode: Mode<T>,
  kept: LlmAnswer,
): Promise<Opened<R>> {
  const read = mode.read(kept.content, kept.stopReason);
  if ('problem' in read) {
    return { opened: { kind: 'invalid', raw: kept.content, problem: read.problem, number: 1 }, sequence: null };
  }
  const committed = await step.commit(tx, session, answerOf(kept, read.content));
  const sequence = await append(tx, session, step.run, committed);
  return { opened: { kind: 'done', result: committed.result }, sequence };
}
