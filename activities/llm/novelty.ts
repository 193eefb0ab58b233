import { endianness } from 'node:os';
import { type Details, detailsOf, differInDetail } from './details.ts';

/** What one expert said in one round: its sentences, and a unit-length vector for each. */
export interface Said {
  round: number;
  expert_code: string;
  sentences: string[];
  vectors: Float32Array[];
}

/** A sentence as it is compared. */
interface Sentence {
  vector: Float32Array;
  details: Details;
}

/**
 * Novelty of a round: the share of its sentences that repeat no sentence of an earlier round nor, within the round, of
 * another expert. A repeat is a cosine above `threshold` without a difference in detail (details.ts). Within a round the
 * experts speak side by side, so that of two who say the same neither was first: both sentences count as repeats. Null for
 * a round without a sentence.
 */
export function noveltyOf(round: number, said: Said[], threshold: number): number | null {
  const repeated = repeatsIn(round, said, threshold).flat();
  return repeated.length === 0 ? null : repeated.filter((repeats) => !repeats).length / repeated.length;
}

/** Which sentences of a round are repeats: a list for each of its contributions, in their order. */
export function repeatsIn(round: number, said: Said[], threshold: number): boolean[][] {
  const upTo = said.filter((one) => one.round <= round).map((one) => ({ ...one, all: sentencesIn(one) }));
  const current = upTo.filter((one) => one.round === round);
  const earlier = upTo.filter((one) => one.round < round).flatMap((one) => one.all);
  return current.map((one) => {
    const others = current.filter((other) => other.expert_code !== one.expert_code).flatMap((other) => other.all);
    const known = [...earlier, ...others];
    return one.all.map((sentence) => known.some((other) => isRepeat(sentence, other, threshold)));
  });
}

const sentencesIn = ({ sentences, vectors }: Said): Sentence[] =>
  vectors.map((vector, at) => ({ vector, details: detailsOf(sentences[at] ?? '') }));

const isRepeat = (one: Sentence, other: Sentence, threshold: number): boolean =>
  cosine(one.vector, other.vector) > threshold && !differInDetail(one.details, other.details);

/** Of unit-length vectors of one dimension. */
function cosine(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let at = 0; at < a.length; at++) sum += (a[at] ?? 0) * (b[at] ?? 0);
  return sum;
}

/** Vectors as the database keeps them: float32, little endian, one after the other. */
export function toBytes(vectors: Float32Array[], dimension: number): Uint8Array<ArrayBuffer> {
  const values = new Float32Array(vectors.length * dimension);
  vectors.forEach((vector, row) => values.set(vector, row * dimension));
  return littleEndian(values.buffer);
}

/** The inverse of `toBytes`. Throws RangeError where the length does not fit the dimension. */
export function fromBytes(bytes: Uint8Array, dimension: number): Float32Array[] {
  if (dimension < 1 || bytes.byteLength % (dimension * 4) !== 0)
    throw new RangeError(`${bytes.byteLength} bytes are no vectors of dimension ${dimension}`);
  // Copied: what a driver gives may begin at any offset, which floats cannot.
  const { buffer } = littleEndian(new Uint8Array(bytes).buffer);
  const size = dimension * 4;
  return Array.from({ length: buffer.byteLength / size }, (_, row) => new Float32Array(buffer, row * size, dimension));
}

/** Turns floats from the machine's order into little endian, or back, in place. */
function littleEndian(buffer: ArrayBuffer): Uint8Array<ArrayBuffer> {
  if (endianness() === 'BE') Buffer.from(buffer).swap32();
  return new Uint8Array(buffer);
}
