/** Sentence embeddings. Vectors are comparable within one `model` only. */
export interface EmbeddingsPort {
  readonly model: string;
  readonly dimension: number;
  /** Cosine similarity from which two sentences say the same; calibrated for `model`. Read it after `embed`: a model of
   *  which nothing is known is calibrated by its first use. */
  readonly threshold: number;
  /** Takes over, with vectors and a threshold of its own, where this one cannot be had. */
  readonly fallback?: EmbeddingsPort | null;
  /** What a vendor takes for them; absent where they cost nothing. */
  readonly billing?: EmbeddingsBilling;
  /**
   * One unit-length vector of `dimension` for each sentence, in their order. Rejects when the model cannot be had; with
   * EmbeddingsRefused where nothing is billed beyond what `onBilled` was told.
   * @param onBilled told of the tokens of each request that the vendor answered
   */
  embed(sentences: string[], signal: AbortSignal, onBilled?: (tokens: number) => void): Promise<Float32Array[]>;
}

export interface EmbeddingsBilling {
  readonly provider: string;
  /** Micro-dollars for a million tokens. */
  readonly price: { micros: number; version: string };
  /** Upper bound of the tokens that `embed` is billed for these sentences now, a calibration beside them included. */
  bound(sentences: readonly string[]): number;
}

/** The vendor refused a request, or was not asked. */
export class EmbeddingsRefused extends Error {
  override readonly name = 'EmbeddingsRefused';
}

/** No vectors by this model now: the vendor is out of reach, refused, or gave what was not asked for. */
export class EmbeddingsUnavailable extends Error {
  override readonly name = 'EmbeddingsUnavailable';
}
