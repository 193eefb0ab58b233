import type { Contribution } from '@bo1/prisma/generated/client';
import type { ActivityDeps } from '../ports/deps.ts';
import type { EmbeddingsPort } from '../ports/embeddings.ts';
import { fromBytes, noveltyOf, toBytes, type Said } from './novelty.ts';
import { sentencesOf } from './sentences.ts';

type Spoken = Pick<
  Contribution,
  'id' | 'round' | 'expertCode' | 'text' | 'embeddings' | 'embeddingModel' | 'embeddingDimension'
>;

/**
 * Measured novelty of a round, from the stored contributions up to it. Vectors are computed once and kept with their
 * contribution; those of another model are computed again. Null where no embedding could be had: the round is then judged
 * without, and the caller says so once.
 */
export async function roundNovelty(
  deps: ActivityDeps,
  ref: { session_id: string; sub_problem_index: number; round: number },
  signal: AbortSignal,
): Promise<number | null> {
  if (deps.embeddings === null) return null;
  const where = { sessionId: ref.session_id, subProblemIndex: ref.sub_problem_index, round: { lte: ref.round } };
  const ids = await deps.db.contribution.findMany({ where, select: { id: true } });
  await Promise.all(ids.map(({ id }) => ahead.get(id)));
  const contributions = await deps.db.contribution.findMany({
    where,
    select: {
      id: true,
      round: true,
      expertCode: true,
      text: true,
      embeddings: true,
      embeddingModel: true,
      embeddingDimension: true,
    },
  });
  for (let port: EmbeddingsPort | null | undefined = deps.embeddings; port; port = port.fallback) {
    try {
      const said = await withVectors(deps, port, contributions, signal);
      return noveltyOf(ref.round, said, port.threshold);
    } catch (error) {
      if (signal.aborted) throw error;
      const about = { session_id: ref.session_id, round: ref.round, model: port.model };
      deps.log.warn(about, 'No embeddings for this round by this model');
    }
  }
  return null;
}

/** Vectors being computed, by contribution: the judge waits for these instead of computing them again. */
const ahead = new Map<string, Promise<void>>();

/**
 * Begins to compute and keep the vectors of one contribution, and returns at once: a step does not wait for them, the
 * judge's call hides them. What fails here is computed by the judge.
 */
export function embedContribution(deps: ActivityDeps, id: string, text: string): void {
  const port = deps.embeddings;
  if (port === null || ahead.has(id)) return;
  const work = port
    .embed(sentencesOf(text), new AbortController().signal)
    .then((vectors) => keep(deps, port, id, vectors))
    .catch(() => deps.log.debug({ contribution_id: id }, 'Embeddings put off to the judge'))
    .finally(() => ahead.delete(id));
  ahead.set(id, work);
}

async function withVectors(
  deps: ActivityDeps,
  port: EmbeddingsPort,
  contributions: Spoken[],
  signal: AbortSignal,
): Promise<Said[]> {
  const missing = contributions.filter((one) => storedVectors(port, one) === null);
  const sentences = missing.map((one) => sentencesOf(one.text));
  const computed = await port.embed(sentences.flat(), signal);
  const fresh = new Map<string, Float32Array[]>();
  let at = 0;
  for (const [index, one] of missing.entries()) {
    const count = sentences[index]?.length ?? 0;
    fresh.set(one.id, computed.slice(at, at + count));
    at += count;
  }
  await Promise.all([...fresh].map(([id, vectors]) => keep(deps, port, id, vectors)));
  return contributions.map((one) => ({
    round: one.round,
    expert_code: one.expertCode,
    vectors: fresh.get(one.id) ?? storedVectors(port, one) ?? [],
  }));
}

function storedVectors(port: EmbeddingsPort, one: Spoken): Float32Array[] | null {
  if (one.embeddings === null || one.embeddingModel !== port.model || one.embeddingDimension !== port.dimension)
    return null;
  return fromBytes(one.embeddings, port.dimension);
}

async function keep(deps: ActivityDeps, port: EmbeddingsPort, id: string, vectors: Float32Array[]): Promise<void> {
  await deps.db.contribution.updateMany({
    where: { id },
    data: {
      embeddings: toBytes(vectors, port.dimension),
      embeddingModel: port.model,
      embeddingDimension: port.dimension,
    },
  });
}
