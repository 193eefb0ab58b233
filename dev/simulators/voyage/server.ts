import { z } from 'zod';
import { hashOf } from '../anthropic/random.ts';
import { readJson } from '../anthropic/wire/exchange.ts';
import { Refusal, startVendor, type RunningVendor, type Vendor } from '../single-answer.ts';

const request = z.looseObject({
  input: z.union([z.string(), z.array(z.string()).min(1).max(1_000)]),
  model: z.string().regex(/^voyage-/),
  input_type: z.enum(['query', 'document']).nullish(),
  output_dimension: z.union([z.literal(256), z.literal(512), z.literal(1_024), z.literal(2_048)]).nullish(),
});
type Asked = { model: string; dimension: number; input: string[] };

/**
 * Words that sentences have in common make their vectors alike: each word, without its ending, points in a direction of its own, and
 * frequent words count little. The same sentence has the same vector for ever.
 */
export function vectorOf(sentence: string, dimension: number): number[] {
  const vector = new Array<number>(dimension).fill(0);
  for (const word of sentence.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []) {
    const stem = word.replace(/(ing|ed|es|s|ly)$/, '');
    const weight = stem.length < 4 ? 0.2 : 1;
    const hash = hashOf(stem);
    for (let at = 0; at < 8; at++) {
      const bits = Number.parseInt(hash.slice(at * 4, at * 4 + 4), 16);
      vector[bits % dimension]! += (bits & 0x8000 ? 1 : -1) * weight;
    }
  }
  const length = Math.hypot(...vector) || 1;
  return vector.map((value) => value / length);
}

const vendor: Vendor = {
  name: 'voyage',
  delayMs: 0,
  wrongShape: { object: 'list', data: [{ object: 'embedding', index: 0, embedding: [1, 2, 3] }] },
  errorBody: (status) => ({ detail: `simulated error ${status}` }),
  async read(incoming, url): Promise<Asked> {
    if (`${incoming.method} ${url.pathname}` !== 'POST /v1/embeddings') throw new Refusal(404, { detail: 'Not Found' });
    if (!/^Bearer sk-sim-/.test(incoming.headers.authorization ?? ''))
      throw new Refusal(401, { detail: 'Provided API key is invalid.' });
    const parsed = request.safeParse(await readJson(incoming));
    if (!parsed.success) throw new Refusal(400, { detail: z.prettifyError(parsed.error) });
    const { input, model, output_dimension } = parsed.data;
    return { model, dimension: output_dimension ?? 1_024, input: [input].flat() };
  },
  answer(given) {
    const { model, dimension, input } = given as Asked;
    const data = input.map((text, index) => ({ object: 'embedding', index, embedding: vectorOf(text, dimension) }));
    const total_tokens = input.reduce((sum, text) => sum + Math.ceil(text.length / 4), 0);
    return { object: 'list', data, model, usage: { total_tokens } };
  },
};

/** Starts the simulator of Voyage's embeddings; `url` is what goes into VOYAGE_BASE_URL. For tests: meetings on this machine have
 *  a real model, which is better. */
export const startVoyageSimulator = (port: number, host?: string): Promise<RunningVendor> =>
  startVendor(vendor, port, host);
