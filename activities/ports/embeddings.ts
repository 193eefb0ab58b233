/** Sentence embeddings. Vectors are comparable within one `model` only. */
export interface EmbeddingsPort {
  readonly model: string;
  readonly dimension: number;
  /** Cosine similarity from which two sentences say the same; calibrated for `model`. Read it after `embed`: a model of
   *  which nothing is known is calibrated by its first use. */
  readonly threshold: number;
  /** Takes over, with vectors and a threshold of its own, where this one cannot be had. */
  readonly fallback?: EmbeddingsPort | null;
  /** One unit-length vector of `dimension` for each sentence, in their order. Rejects when the model cannot be had. */
  embed(sentences: string[], signal: AbortSignal): Promise<Float32Array[]>;
}
