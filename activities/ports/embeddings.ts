/** Sentence embeddings. Vectors are comparable within one `model` only. */
export interface EmbeddingsPort {
  readonly model: string;
  readonly dimension: number;
  /** Cosine similarity from which two sentences say the same; calibrated for `model`. */
  readonly threshold: number;
  /** One unit-length vector of `dimension` for each sentence, in their order. Rejects when the model cannot be had. */
  embed(sentences: string[], signal: AbortSignal): Promise<Float32Array[]>;
}
