import { createHash } from 'node:crypto';
import { inTransaction } from '@bo1/prisma/client';
import { beginAttempt, lockMeeting, presumeAttempt, settleAttempt } from '@bo1/prisma/ledger';
import type { ActivityDeps } from '../ports/deps.ts';
import {
  EmbeddingsRefused,
  EmbeddingsUnavailable,
  type EmbeddingsBilling,
  type EmbeddingsPort,
} from '../ports/embeddings.ts';

/** Whose money pays for vectors, and under which name. */
export interface EmbeddingCall {
  sessionId: string;
  /** The call's domain name, e.g. `sp0/r2/cfo/embed`. */
  callKey: string;
  /** The reservation that pays for it, e.g. `sp0/r2`. */
  reservationKey: string;
}

/** The vectors of a paid model are no prompt's: admins see them under this name. */
export const EMBED_TEMPLATE = 'embed@1';
const MILLION = 1_000_000;

/** What tokens cost, rounded up, in micro-dollars. */
export const embeddingMicros = ({ price }: EmbeddingsBilling, tokens: number): number =>
  Math.ceil((tokens * price.micros) / MILLION);

/**
 * Vectors of sentences, paid like a call of the model: entered into the ledger before, settled or presumed after. A model
 * that costs nothing leaves no row. Rejects with the ledger's refusal, with EmbeddingsUnavailable where the port failed, or
 * with the port's own failure where the signal was aborted.
 */
export async function embed(
  deps: Pick<ActivityDeps, 'db'>,
  port: EmbeddingsPort,
  call: EmbeddingCall,
  sentences: string[],
  signal: AbortSignal,
): Promise<Float32Array[]> {
  const { billing } = port;
  const bound = billing?.bound(sentences) ?? 0;
  if (billing === undefined || bound === 0)
    return port.embed(sentences, signal).catch((error: unknown) => {
      throw outage(port, signal, error);
    });
  const attemptId = await begin(deps, port.model, billing, call, sentences, bound);
  let tokens = 0;
  const close = (closing: typeof settleAttempt, billed: number, failure: string | null) =>
    inTransaction(deps.db, (tx) =>
      closing(tx, {
        sessionId: call.sessionId,
        attemptId,
        costMicros: embeddingMicros(billing, billed),
        usage: { input_tokens: billed, output_tokens: 0, cache_read_tokens: 0, cache_write_tokens: 0 },
        failure,
      }),
    );
  let vectors: Float32Array[];
  try {
    vectors = await port.embed(sentences, signal, (more) => (tokens += more));
  } catch (error) {
    const refused = error instanceof EmbeddingsRefused;
    const failure = signal.aborted ? 'cancelled' : 'provider_unavailable';
    await close(refused ? settleAttempt : presumeAttempt, refused ? tokens : Math.max(bound, tokens), failure);
    throw outage(port, signal, error);
  }
  await close(settleAttempt, tokens, null);
  return vectors;
}

const outage = ({ model }: EmbeddingsPort, signal: AbortSignal, cause: unknown): unknown =>
  signal.aborted ? cause : new EmbeddingsUnavailable(`No vectors by ${model}.`, { cause });

function begin(
  { db }: Pick<ActivityDeps, 'db'>,
  model: string,
  billing: EmbeddingsBilling,
  { sessionId, callKey, reservationKey }: EmbeddingCall,
  sentences: string[],
  bound: number,
): Promise<string> {
  return inTransaction(db, async (tx) => {
    const { budget } = await lockMeeting(tx, sessionId);
    const begun = await beginAttempt(tx, budget, {
      sessionId,
      callKey,
      reservationKey,
      provider: billing.provider,
      model,
      templateVersion: EMBED_TEMPLATE,
      promptHash: createHash('sha256').update(sentences.join('\n')).digest('hex'),
      priceVersion: billing.price.version,
      worstCaseMicros: embeddingMicros(billing, bound),
      inputTokens: bound,
      maxOutputTokens: 0,
    });
    if (begun.kind === 'stored') throw new Error('Vectors are kept with their contribution, not as an answer.');
    return begun.attemptId;
  });
}
