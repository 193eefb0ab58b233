import type { EmbeddingsPort } from '@bo1/activities/ports/embeddings';
import { repeatsIn } from '@bo1/activities/llm/novelty';
import { corpusOf, halfOf, type Pair } from '../corpus.ts';
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
}

const nothing = (): Count => ({ hits: 0, misses: 0, alarms: 0, quiet: 0 });

/**
 * Repeats found among sentences that people wrote. Each round holds, at a known rate, paraphrases of sentences said before
 * (graded 5), and else sentences whose neighbour was said before: on the same topic, saying something else (graded 1).
 * Reported beside it: sentences that also share details with what was said (graded 2), which people tell apart and
 * sentence models hardly do.
 */
export async function repetition(port: EmbeddingsPort, seeds: readonly number[]): Promise<Figure[]> {
  const byRate = new Map(RATES.map((rate) => [rate, nothing()]));
  const near = nothing();
  for (const seed of seeds) {
    for (const [rate, count] of byRate) await countRound(port, seed, rate, 1, count);
    await countRound(port, seed, 0, 2, near);
  }
  const all = [...byRate.values()].reduce(added, nothing());
  const alarmsOf = ({ alarms, quiet }: Count): number => ratio(alarms, alarms + quiet);
  const rows = [...byRate].filter(([rate]) => rate > 0);
  const n = `${all.hits + all.misses} repeats, ${all.alarms + all.quiet} others`;
  const precision = ratio(all.hits, all.hits + all.alarms);
  const recall = ratio(all.hits, all.hits + all.misses);
  const each = (of: (count: Count) => number): string =>
    rows.map(([rate, count]) => `${rate}: ${of(count).toFixed(3)}`).join(', ');
  return [
    {
      figure: 'repeats found: precision over all rates',
      required: '≥ 0.95',
      measured: `${precision.toFixed(3)} (${each((count) => ratio(count.hits, count.hits + count.alarms))})`,
      n,
      met: precision >= 0.95,
    },
    {
      figure: 'repeats found: recall over all rates',
      required: '≥ 0.90',
      measured: `${recall.toFixed(3)} (${each((count) => ratio(count.hits, count.hits + count.misses))})`,
      n,
      met: recall >= 0.9,
    },
    {
      figure: 'taken for repeats: nothing repeated / sentences that share details',
      required: 'reported',
      measured: `${percent(alarmsOf(byRate.get(0) ?? nothing()))} / ${percent(alarmsOf(near))}`,
      n: `${SENTENCES * seeds.length} each`,
      met: null,
    },
  ];
}

/** @param grade of the sentences that are no repeats */
async function countRound(port: EmbeddingsPort, seed: number, rate: number, grade: 1 | 2, count: Count): Promise<void> {
  const { paraphrases, neighbours } = corpusOf(halfOf(seed));
  const draw = new Draw('repetition', seed, rate, grade);
  const repeats = Math.round(rate * SENTENCES);
  const others = neighbours.filter((pair) => Math.round(pair.grade) === grade);
  const said = [
    ...take(draw, paraphrases, repeats).map((pair) => ({ ...pair, repeated: true })),
    ...take(draw, others, SENTENCES - repeats).map((pair) => ({ ...pair, repeated: false })),
  ];
  const now = draw.shuffle(said);
  const before = { round: 1, expert_code: 'before', sentences: said.map((pair) => pair.one) };
  const speaking = Array.from({ length: SEATS }, (_, seat) => now.filter((_pair, at) => at % SEATS === seat));
  const turns = speaking.map((pairs, seat) => ({
    round: 2,
    expert_code: `seat${seat}`,
    sentences: pairs.map((pair) => pair.other),
  }));
  const signal = new AbortController().signal;
  const vectors = await Promise.all([before, ...turns].map((turn) => port.embed(turn.sentences, signal)));
  const heard = [before, ...turns].map((turn, at) => ({ ...turn, vectors: vectors[at] ?? [] }));
  const found = repeatsIn(2, heard, port.threshold).flat();
  speaking.flat().forEach(({ repeated }, at) => {
    if (repeated) count[found[at] ? 'hits' : 'misses'] += 1;
    else count[found[at] ? 'alarms' : 'quiet'] += 1;
  });
}

const take = (draw: Draw, pairs: readonly Pair[], count: number): Pair[] => draw.shuffle(pairs).slice(0, count);

const added = (one: Count, other: Count): Count => ({
  hits: one.hits + other.hits,
  misses: one.misses + other.misses,
  alarms: one.alarms + other.alarms,
  quiet: one.quiet + other.quiet,
});
