import type { Contribution } from '@bo1/prisma/generated/client';
import { BudgetExhausted } from '@bo1/prisma/ledger';
import { LRUCache } from 'lru-cache';
import { roundKey } from '../meeting/keys.ts';
import type { RoundRef } from '../meeting/types.ts';
import type { ActivityDeps } from '../ports/deps.ts';
import { EmbeddingsUnavailable, type EmbeddingsPort } from '../ports/embeddings.ts';
import { embed, type EmbeddingCall } from './embed.ts';
import { fromBytes, noveltyOf, toBytes, type Said } from './novelty.ts';
import { sentencesOf } from './sentences.ts';

type MeetingRound = RoundRef & { session_id: string };

const callOf = (ref: MeetingRound, name: string): EmbeddingCall => ({
  sessionId: ref.session_id,
  callKey: `${roundKey(ref)}/${name}`,
  reservationKey: roundKey(ref),
});

type Spoken = Pick<Contribution, 'id' | 'round' | 'expertCode' | 'text' | 'embeddingModel' | 'embeddingDimension'>;

/**
 * Measured novelty of a round, from the stored contributions up to it. Vectors are computed once and kept with their
 * contribution; those of another model are computed again. Null where no embedding could be had: the round is then judged
 * without, and the caller says so once. Rejects where the meeting is paused or stopping, and where the storage is away: that
 * says nothing about a model.
 */
export async function roundNovelty(deps: ActivityDeps, ref: MeetingRound, signal: AbortSignal): Promise<number | null> {
  if (deps.embeddings === null) return null;
  const where = { sessionId: ref.session_id, subProblemIndex: ref.sub_problem_index, round: { lte: ref.round } };
  const select = {
    id: true,
    round: true,
    expertCode: true,
    text: true,
    embeddingModel: true,
    embeddingDimension: true,
  };
  const contributions = await deps.db.contribution.findMany({ where, select });
  await Promise.all(contributions.map(({ id }) => ahead.get(id)));
  for (let port: EmbeddingsPort | null | undefined = deps.embeddings; port; port = port.fallback) {
    try {
      const said = await withVectors(deps, port, callOf(ref, 'embed'), contributions, signal);
      return noveltyOf(ref.round, said, port.threshold);
    } catch (error) {
      if (!isDispensable(error)) throw error;
      const about = { session_id: ref.session_id, round: ref.round, model: port.model };
      deps.log.warn(about, 'No embeddings for this round by this model');
    }
  }
  return null;
}

/** The next model takes over where this one cannot be had, or is too dear for what the meeting has left. */
const isDispensable = (error: unknown): boolean =>
  error instanceof EmbeddingsUnavailable || error instanceof BudgetExhausted;

/** Vectors being computed, by contribution: the judge waits for these instead of computing them again. */
const ahead = new Map<string, Promise<void>>();

/**
 * Vectors that this process computed or read, by model and contribution, so that a later round need not read them again.
 * About 8 kB each with vectors of 384, 20 kB with 1,024.
 */
const recent = new LRUCache<string, Float32Array[]>({ max: 1_000 });

const madeBy = ({ model, dimension }: EmbeddingsPort) => ({ embeddingModel: model, embeddingDimension: dimension });
const isBy = (port: EmbeddingsPort, { embeddingModel, embeddingDimension }: Spoken): boolean =>
  embeddingModel === port.model && embeddingDimension === port.dimension;
const nameOf = ({ model, dimension }: EmbeddingsPort, id: string): string => `${model}/${dimension}/${id}`;

/**
 * Begins to compute and keep the vectors of one contribution, and returns at once: a step does not wait for them, the
 * judge's call hides them. What fails here is computed by the judge.
 * @param said `added`: it was said just now; one from the store may have its vectors
 */
export function embedContribution(
  deps: ActivityDeps,
  ref: MeetingRound & { expert_code: string },
  said: { id: string; text: string; added: boolean },
): void {
  const port = deps.embeddings;
  const { id, text, added } = said;
  if (port === null || ahead.has(id)) return;
  const call = callOf(ref, `${ref.expert_code}/embed`);
  const work = (added ? Promise.resolve(false) : hasVectors(deps, port, id))
    .then(async (has) => {
      if (!has)
        await keep(deps, port, id, await embed(deps, port, call, sentencesOf(text), new AbortController().signal));
    })
    .catch(() => deps.log.debug({ contribution_id: id }, 'Embeddings put off to the judge'))
    .finally(() => ahead.delete(id));
  ahead.set(id, work);
}

const hasVectors = async ({ db }: ActivityDeps, port: EmbeddingsPort, id: string): Promise<boolean> =>
  (await db.contribution.count({ where: { id, ...madeBy(port) } })) > 0;

async function withVectors(
  deps: ActivityDeps,
  port: EmbeddingsPort,
  call: EmbeddingCall,
  contributions: Spoken[],
  signal: AbortSignal,
): Promise<Said[]> {
  const kept = await readVectors(deps, port, contributions);
  const missing = contributions.filter(({ id }) => !kept.has(id));
  const sentences = missing.map((one) => sentencesOf(one.text));
  const computed = await embed(deps, port, call, sentences.flat(), signal);
  const fresh = new Map<string, Float32Array[]>();
  let at = 0;
  for (const [index, one] of missing.entries()) {
    const count = sentences[index]?.length ?? 0;
    fresh.set(one.id, computed.slice(at, at + count));
    at += count;
  }
  await Promise.all([...fresh].map(([id, vectors]) => keep(deps, port, id, vectors)));
  return contributions.map(({ id, round, expertCode, text }) => ({
    round,
    expert_code: expertCode,
    sentences: sentencesOf(text),
    vectors: fresh.get(id) ?? kept.get(id) ?? [],
  }));
}

/** The vectors of those contributions that have some of this model. */
async function readVectors(
  deps: ActivityDeps,
  port: EmbeddingsPort,
  contributions: readonly Spoken[],
): Promise<Map<string, Float32Array[]>> {
  const unread = contributions.filter((one) => isBy(port, one) && !recent.has(nameOf(port, one.id)));
  if (unread.length > 0) {
    const rows = await deps.db.contribution.findMany({
      where: { id: { in: unread.map(({ id }) => id) }, ...madeBy(port) },
      select: { id: true, embeddings: true },
    });
    for (const { id, embeddings } of rows)
      if (embeddings) recent.set(nameOf(port, id), fromBytes(embeddings, port.dimension));
  }
  const vectors = new Map<string, Float32Array[]>();
  for (const { id } of contributions) {
    const found = recent.get(nameOf(port, id));
    if (found) vectors.set(id, found);
  }
  return vectors;
}

/** A contribution has room for the vectors of one model: those of a model that stands in never take the preferred one's. */
async function keep(deps: ActivityDeps, port: EmbeddingsPort, id: string, vectors: Float32Array[]): Promise<void> {
  recent.set(nameOf(port, id), vectors);
  await deps.db.contribution.updateMany({
    where: { id, OR: [{ embeddingModel: null }, { embeddingModel: { notIn: preferredTo(deps, port) } }] },
    data: { embeddings: toBytes(vectors, port.dimension), ...madeBy(port) },
  });
}

function preferredTo({ embeddings }: ActivityDeps, port: EmbeddingsPort): string[] {
  const models: string[] = [];
  for (let other = embeddings; other && other.model !== port.model; other = other.fallback ?? null)
    models.push(other.model);
  return models;
}
