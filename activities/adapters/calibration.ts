/**
 * The similarity at which pairs that say the same and pairs that do not part best: the one that puts the fewest pairs on the wrong
 * side, in the middle of the widest gap where several do.
 * @param vectors unit-length, two a pair; the first `same` pairs are paraphrases
 */
export function partingPoint(vectors: readonly Float32Array[], same: number): number {
  const pairs = Array.from({ length: vectors.length / 2 }, (_, index) => ({
    same: index < same,
    similarity: cosine(vectors[2 * index] as Float32Array, vectors[2 * index + 1] as Float32Array),
  })).sort((one, other) => one.similarity - other.similarity);
  let best = { wrong: Infinity, gap: 0, at: 1 };
  for (let cut = 1; cut < pairs.length; cut++) {
    const low = pairs[cut - 1]!.similarity;
    const high = pairs[cut]!.similarity;
    const wrong = pairs.filter((pair, index) => pair.same !== index >= cut).length;
    if (wrong < best.wrong || (wrong === best.wrong && high - low > best.gap))
      best = { wrong, gap: high - low, at: (low + high) / 2 };
  }
  return best.at;
}

function cosine(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let at = 0; at < a.length; at++) sum += (a[at] ?? 0) * (b[at] ?? 0);
  return sum;
}
