import type { EmbeddingsPort } from '@bo1/activities/ports/embeddings';
import { partingPoint } from '@bo1/activities/adapters/calibration';
import { DIFFERENT, SAME } from '@bo1/activities/adapters/minilm.calibration';
import { repeatsIn } from '@bo1/activities/llm/novelty';
import { corpusOf, halfOf, type Pair, soundAlike } from '../corpus.ts';
import { Draw } from '../draw.ts';
import { type Figure, percent, ratio } from '../figure.ts';

const RATES = [0, 0.2, 0.5, 0.8];
/** Sentences of a round, and those said before it. */
const SENTENCES = 20;
const SEATS = 5;

interface Count {
  hits: number;
  misses: number;
  alarms: number;
  quiet: number;
  /** Pairs of the corpus that were drawn, each once however often it was. */
  repeated: Set<Pair>;
  others: Set<Pair>;
  /** Of the others, those that were ever taken for a repeat. */
  mistaken: Set<Pair>;
}

const nothing = (): Count => ({
  hits: 0,
  misses: 0,
  alarms: 0,
  quiet: 0,
  repeated: new Set(),
  others: new Set(),
  mistaken: new Set(),
});
const precisionOf = ({ hits, alarms }: Count): number => ratio(hits, hits + alarms);
const recallOf = ({ hits, misses }: Count): number => ratio(hits, hits + misses);
const alarmsOf = ({ alarms, quiet }: Count): number => ratio(alarms, alarms + quiet);

/**
 * Repeats found among sentences that people wrote. Each round holds, at a known rate, paraphrases of sentences said before
 * (graded 5), and else sentences whose neighbour was said before: on the same topic, saying something else (graded 1).
 * Reported beside it: sentences that also share details with what was said (graded 2), which people tell apart and
 * sentence models hardly do.
 */
export async function repetition(model: EmbeddingsPort, seeds: readonly number[]): Promise<Figure[]> {
  const port = remembering(model);
  const { byRate, all } = await countRates(port, seeds);
  const near = nothing();
  for (const seed of seeds) await countRound(port, seed, 0, 2, near);
  const n =
    `${all.repeated.size} distinct repeats in ${all.hits + all.misses} draws, ` +
    `${all.others.size} distinct others in ${all.alarms + all.quiet}, ${all.mistaken.size} ever mistaken`;
  // Where nothing repeats there is nothing to be found: that rate adds its alarms to those over all, and has a row below.
  const rates = [...byRate].filter(([rate]) => rate > 0);
  const held = (figure: string, least: number, of: (count: Count) => number): Figure => ({
    figure,
    required: `≥ ${least.toFixed(2)} each`,
    measured: [...rates, ['all' as const, all] as const]
      .map(([at, count]) => `${at}: ${of(count).toFixed(3)}`)
      .join(', '),
    n,
    met: [...rates.map(([, count]) => count), all].every((count) => of(count) >= least),
  });
  return [
    held('repeats found: precision by rate', 0.95, precisionOf),
    held('repeats found: recall by rate', 0.9, recallOf),
    {
      figure: 'taken for repeats: at rate 0 / of sentences that share details',
      required: 'reported',
      measured: `${percent(alarmsOf(byRate.get(0) ?? nothing()))} / ${percent(alarmsOf(near))}`,
      n: `${SENTENCES * seeds.length} draws each; ${byRate.get(0)?.others.size ?? 0} / ${near.others.size} distinct`,
      met: null,
    },
    await byOwnPairs(port, seeds, n),
  ];
}

/** The same with the threshold that a vendor's model is given at its first use: from our own pairs, in place of the corpus. */
async function byOwnPairs(port: EmbeddingsPort, seeds: readonly number[], n: string): Promise<Figure> {
  const vectors = await port.embed([...SAME, ...DIFFERENT].flat(), new AbortController().signal);
  const threshold = partingPoint(vectors, SAME.length);
  const { all } = await countRates({ ...port, threshold }, seeds);
  return {
    figure: 'precision / recall with a threshold set on our own 40 pairs, as that of Voyage is',
    required: 'reported',
    measured: `${precisionOf(all).toFixed(3)} / ${recallOf(all).toFixed(3)} (${threshold.toFixed(3)} in place of ${port.threshold})`,
    n,
    met: null,
  };
}

async function countRates(port: EmbeddingsPort, seeds: readonly number[]) {
  const byRate = new Map(RATES.map((rate) => [rate, nothing()]));
  for (const seed of seeds) for (const [rate, count] of byRate) await countRound(port, seed, rate, 1, count);
  return { byRate, all: [...byRate.values()].reduce(added, nothing()) };
}

/** Each sentence is embedded once, however often it is drawn. */
function remembering(port: EmbeddingsPort): EmbeddingsPort {
  const known = new Map<string, Float32Array>();
  const { model, dimension, threshold } = port;
  return {
    ...{ model, dimension, threshold },
    async embed(sentences, signal) {
      const unknown = [...new Set(sentences)].filter((sentence) => !known.has(sentence));
      const vectors = await port.embed(unknown, signal);
      unknown.forEach((sentence, at) => known.set(sentence, vectors[at] as Float32Array));
      return sentences.map((sentence) => known.get(sentence) as Float32Array);
    },
  };
}

/** @param grade of the sentences that are no repeats */
async function countRound(port: EmbeddingsPort, seed: number, rate: number, grade: 1 | 2, count: Count): Promise<void> {
  const { paraphrases, neighbours } = corpusOf(halfOf(seed));
  const draw = new Draw('repetition', seed, rate, grade);
  const repeats = Math.round(rate * SENTENCES);
  const others = neighbours.filter((pair) => Math.round(pair.grade) === grade);
  const said = [...take(draw, paraphrases, repeats, []).map((pair) => ({ pair, repeated: true }))];
  const chosen = said.map(({ pair }) => pair);
  said.push(...take(draw, others, SENTENCES - repeats, chosen).map((pair) => ({ pair, repeated: false })));
  const now = draw.shuffle(said);
  const before = { round: 1, expert_code: 'before', sentences: said.map(({ pair }) => pair.one) };
  const speaking = Array.from({ length: SEATS }, (_, seat) => now.filter((_, at) => at % SEATS === seat));
  const turns = speaking.map((pairs, seat) => ({
    round: 2,
    expert_code: `seat${seat}`,
    sentences: pairs.map(({ pair }) => pair.other),
  }));
  const signal = new AbortController().signal;
  const vectors = await Promise.all([before, ...turns].map((turn) => port.embed(turn.sentences, signal)));
  const heard = [before, ...turns].map((turn, at) => ({ ...turn, vectors: vectors[at] ?? [] }));
  const found = repeatsIn(2, heard, port.threshold).flat();
  speaking.flat().forEach(({ pair, repeated }, at) => {
    count[repeated ? 'repeated' : 'others'].add(pair);
    if (!repeated && found[at]) count.mistaken.add(pair);
    if (repeated) count[found[at] ? 'hits' : 'misses'] += 1;
    else count[found[at] ? 'alarms' : 'quiet'] += 1;
  });
}

/** People graded pairs, and nothing across them: of pairs whose words are alike a round holds one, `beside` included. */
function take(draw: Draw, pairs: readonly Pair[], count: number, beside: readonly Pair[]): Pair[] {
  const taken: Pair[] = [];
  for (const pair of draw.shuffle(pairs)) {
    if (taken.length === count) return taken;
    if (![...beside, ...taken].some((other) => soundAlike(pair, other))) taken.push(pair);
  }
  return taken;
}

const added = (one: Count, other: Count): Count => ({
  hits: one.hits + other.hits,
  misses: one.misses + other.misses,
  alarms: one.alarms + other.alarms,
  quiet: one.quiet + other.quiet,
  repeated: new Set([...one.repeated, ...other.repeated]),
  others: new Set([...one.others, ...other.others]),
  mistaken: new Set([...one.mistaken, ...other.mistaken]),
});
