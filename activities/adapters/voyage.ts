import { Circuits } from '../llm/circuits.ts';
import { EmbeddingsRefused, type EmbeddingsPort } from '../ports/embeddings.ts';
import type { Log } from '../ports/log.ts';
import { SAME, DIFFERENT } from './minilm.calibration.ts';
import { partingPoint } from './calibration.ts';
import { voyagePrice } from './voyage.prices.ts';

/** Default of BO1_VOYAGE_MODEL. */
export const DEFAULT_VOYAGE_MODEL = 'voyage-4-lite';

const DIMENSION = 1024;
/** Sentences a request, and longest time for one, in ms. The vendor takes up to 1,000. */
const BATCH = 128;
const PATIENCE_MS = 15_000;
const VENDOR = 'voyage';
/** What the vendor may add around each sentence. */
const FRAME_TOKENS = 4;

export interface VoyageSettings {
  apiKey: string;
  /** Without the version's path; absent: the vendor's own. */
  baseUrl?: string | undefined;
  model: string;
  /** Dollars for a million tokens of a model that is not listed. */
  price?: number | undefined;
  /** Takes over where the vendor is out of reach. */
  fallback: EmbeddingsPort | null;
  log: Log;
  /** Clock in epoch ms. */
  now?: () => number;
}

interface Answer {
  data: { index: number; embedding: number[] }[];
  usage?: { total_tokens?: unknown };
}
type OnBilled = (tokens: number) => void;

/**
 * Sentence embeddings by Voyage. Its models are calibrated here, each by itself: the first use embeds the pairs of the
 * calibration beside its sentences, in the same request, and sets the threshold where paraphrases and other sentences part
 * best. These pairs are our own 40, unlike those that MiniLM's threshold is set on: the corpus is data of the benchmarks,
 * installed beside them and not with the product, and its sentences come from sources of many licences. What that costs is
 * measured on MiniLM, where both ways are possible: docs/deliberation.md. Throws where the model's price is not known.
 */
export function createVoyage(settings: VoyageSettings): EmbeddingsPort {
  const { apiKey, model, fallback, log } = settings;
  const price = voyagePrice(model, settings.price);
  const url = new URL('/v1/embeddings', settings.baseUrl ?? 'https://api.voyageai.com');
  const circuits = new Circuits(settings.now);
  let threshold: number | null = null;

  async function request(input: string[], signal: AbortSignal, onBilled?: OnBilled): Promise<Float32Array[]> {
    const response = await fetch(url, {
      method: 'POST',
      headers: { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' },
      body: JSON.stringify({ input, model, input_type: null, output_dimension: DIMENSION }),
      signal: AbortSignal.any([signal, AbortSignal.timeout(PATIENCE_MS)]),
    });
    if (!response.ok) {
      await response.body?.cancel();
      throw new EmbeddingsRefused(`Voyage answers ${response.status}.`);
    }
    const answer = (await response.json()) as Answer;
    const vectors = vectorsOf(answer, input.length);
    const tokens = answer.usage?.total_tokens;
    onBilled?.(typeof tokens === 'number' && Number.isSafeInteger(tokens) && tokens >= 0 ? tokens : boundOf(input));
    return vectors;
  }

  async function guarded(sentences: string[], signal: AbortSignal, onBilled?: OnBilled): Promise<Float32Array[]> {
    if (!circuits.admits(VENDOR)) throw new EmbeddingsRefused('Voyage is left alone for a while: it was out of reach.');
    circuits.entered(VENDOR);
    try {
      const vectors: Float32Array[] = [];
      for (let at = 0; at < sentences.length; at += BATCH)
        vectors.push(...(await request(sentences.slice(at, at + BATCH), signal, onBilled)));
      circuits.succeeded(VENDOR);
      return vectors;
    } catch (error) {
      if (!signal.aborted) {
        circuits.failed(VENDOR);
        log.warn({ model, reason: (error as Error).name }, 'Voyage gives no embeddings');
      }
      throw error;
    }
  }

  const calibration = () => (threshold === null ? [...SAME, ...DIFFERENT].flat() : []);
  return {
    model,
    dimension: DIMENSION,
    fallback,
    billing: { provider: VENDOR, price, bound: (sentences) => boundOf([...sentences, ...calibration()]) },
    get threshold() {
      if (threshold === null) throw new Error('The threshold is known once sentences have been embedded.');
      return threshold;
    },
    async embed(sentences, signal, onBilled) {
      const pairs = calibration();
      if (sentences.length + pairs.length === 0) return [];
      const vectors = await guarded([...sentences, ...pairs], signal, onBilled);
      if (pairs.length > 0) {
        threshold = partingPoint(vectors.slice(sentences.length), SAME.length);
        log.info({ model, threshold }, 'The embedding model is calibrated');
      }
      return vectors.slice(0, sentences.length);
    },
  };
}

/** Upper bound in any script: a token is a byte at least. */
const boundOf = (sentences: readonly string[]): number =>
  sentences.reduce((sum, sentence) => sum + Buffer.byteLength(sentence) + FRAME_TOKENS, 0);

/** Unit-length vectors in the order of the input. Throws where the answer is not what was asked for. */
function vectorsOf(answer: Answer, count: number): Float32Array[] {
  if (!Array.isArray(answer.data) || answer.data.length !== count)
    throw new Error('Voyage gave another number of vectors than asked for.');
  const vectors = new Array<Float32Array>(count);
  for (const { index, embedding } of answer.data) {
    if (!Array.isArray(embedding) || embedding.length !== DIMENSION)
      throw new Error('Voyage gave a vector of another size than asked for.');
    const length = Math.hypot(...embedding) || 1;
    vectors[index] = Float32Array.from(embedding, (value) => value / length);
  }
  if (vectors.includes(undefined as never)) throw new Error('Voyage left out a vector.');
  return vectors;
}
