import type { Random } from '../../random.ts';
import { similarName, wordsOf } from './names.ts';
import type { NumberBounds } from './numbers.ts';
import { typesOf, type Schema } from './schema.ts';
import type { Place, Strategy } from './strategy.ts';

/** What is known for an answer, by canonical property name; see names.ts for the names a schema may use instead. */
export interface Bag {
  [name: string]: unknown;
}

/** Texts for places nothing is known about. */
export interface Prose {
  sentence(place: Place): string;
}

/** Fills a schema with what is known (`given`), then with prose that fits the property's name. */
export class MeaningStrategy implements Strategy {
  private readonly random: Random;
  private readonly prose: Prose;

  private readonly informed: boolean;

  /** @param informed whether something is known for this tool: then an optional property nothing is known for is left out */
  constructor(random: Random, prose: Prose, informed: boolean) {
    this.random = random;
    this.prose = prose;
    this.informed = informed;
  }

  given(parent: Place, name: string, schema: Schema): unknown {
    if (typeof parent.given === 'string') return parent.given;
    if (typeof parent.given !== 'object' || parent.given === null || Array.isArray(parent.given)) return undefined;
    const bag = parent.given as Bag;
    const key = Object.hasOwn(bag, name) ? name : similarName(name, schema.description ?? '', Object.keys(bag));
    return key === null ? undefined : bag[key];
  }

  include(place: Place): boolean {
    return place.given !== undefined || (!this.informed && this.random.chance(0.6));
  }

  count(place: Place, least: number, most: number): number {
    const known = place.given === undefined ? 2 : this.items(place).length;
    return Math.max(least, Math.min(most, known));
  }

  items(place: Place): unknown[] {
    if (Array.isArray(place.given)) return place.given;
    if (typeof place.given !== 'object' || place.given === null) return place.given === undefined ? [] : [place.given];
    const asBag = (value: unknown): Bag =>
      typeof value === 'object' && value !== null
        ? { depth: value, ...value }
        : { view: value, stance: value, text: value };
    return Object.entries(place.given).map(([key, value]) => ({
      aspect: key,
      expert: key,
      title: key,
      ...asBag(value),
    }));
  }

  member(place: Place, values: unknown[]): unknown {
    const given: unknown = Array.isArray(place.given) ? place.given[0] : place.given;
    const level = typeof given === 'object' ? levelOf(given) : null;
    if (level !== null)
      return values.find((value) => levelOf(value) === level) ?? values[Math.min(level, values.length - 1)];
    const exact = values.find((value) => value === given);
    if (exact !== undefined) return exact;
    const wanted = new Set(wordsOf(typeof given === 'string' ? given : ''));
    const score = (value: unknown): number => wordsOf(String(value)).filter((word) => wanted.has(word)).length;
    const best = values.reduce((one, other) => (score(other) > score(one) ? other : one), values[0]);
    return score(best) > 0 ? best : this.random.pick(values);
  }

  order(place: Place, branches: Schema[]): Schema[] {
    const kind = kindOf(place.given);
    const fits = (branch: Schema): number => {
      const types = branch.const !== undefined || branch.enum !== undefined ? ['const'] : typesOf(branch);
      if (place.given === null) return types.includes('null') ? 2 : 0;
      if (types.includes(kind)) return 2;
      return types.includes('null') ? 0 : 1;
    };
    return [...branches].sort((one, other) => fits(other) - fits(one));
  }

  type(place: Place, types: string[]): string {
    const kind = kindOf(place.given);
    if (place.given === null && types.includes('null')) return 'null';
    if (types.includes(kind)) return kind;
    if (kind === 'number' && types.includes('integer')) return 'integer';
    return types.find((type) => type !== 'null') ?? 'null';
  }

  text(place: Place): string {
    const given = place.given;
    if (typeof given === 'string') return given;
    if (typeof given === 'number' || typeof given === 'boolean') return String(given);
    if (Array.isArray(given) && given.length > 0) return given.map(flat).join(' ');
    if (typeof given === 'object' && given !== null) return flat(given);
    return this.prose.sentence(place);
  }

  more(place: Place): string {
    return this.prose.sentence(place);
  }

  number(place: Place, { low, high }: NumberBounds): number {
    if (typeof place.given === 'number') return place.given;
    const level = typeof place.given === 'object' ? levelOf(place.given) : null;
    if (level !== null) return Number.isFinite(high) ? (high * level) / 2 : level;
    const from = Number.isFinite(low) ? low : 0;
    const to = Number.isFinite(high) ? high : from + 10;
    return from + (to - from) * (0.4 + 0.4 * this.random.next());
  }

  flag(place: Place): boolean {
    if (typeof place.given === 'boolean') return place.given;
    const level = typeof place.given === 'object' ? levelOf(place.given) : null;
    if (level !== null) return level > 0;
    return place.given === undefined ? this.random.chance(0.5) : Boolean(place.given);
  }

  next(): number {
    return this.random.next();
  }
}

const LEVELS = [
  /^(?:none|no|not_\w+|untouched|missing|absent|open|uncovered)$/i,
  /^(?:touched|partial\w*|shallow|some|mentioned|named|light\w*|medium)$/i,
  /^(?:deep\w*|covered|full\w*|thorough\w*|complete\w*|high)$/i,
];

/** 0–2 for a `{level}` or a word of depth; null for everything else. */
function levelOf(value: unknown): number | null {
  if (typeof value === 'object' && value !== null && 'level' in value) return Number(value.level);
  const found = typeof value === 'string' ? LEVELS.findIndex((words) => words.test(value)) : -1;
  return found === -1 ? null : found;
}

function kindOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  return typeof value === 'number' && Number.isInteger(value) ? 'number' : typeof value;
}

function flat(value: unknown): string {
  if (typeof value !== 'object' || value === null) return String(value);
  return Object.values(value).map(flat).join(' ');
}
