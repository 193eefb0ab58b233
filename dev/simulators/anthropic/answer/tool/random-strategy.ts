import type { Random } from '../../random.ts';
import type { NumberBounds } from './numbers.ts';
import type { Schema } from './schema.ts';
import type { Place, Strategy } from './strategy.ts';

/** Lists without a limit of their own end here. */
const MOST_ITEMS = 12;
/** Texts without a limit of their own end here. */
const MOST_CHARACTERS = 4_000;
const ALPHABET = [...'abcdefghijklmnopqrstuvwxyz      ABCDEFXYZ0123456789.,;:!?"\'<>&/\\{}[]()%$€äöüßéñ漢字🙂\n'];

/** Any valid value: shortest, longest and in between are equally likely, and so is every enum member. */
export class RandomStrategy implements Strategy {
  private readonly random: Random;

  constructor(random: Random) {
    this.random = random;
  }

  given(): unknown {
    return undefined;
  }

  include(): boolean {
    return this.random.chance(0.5);
  }

  count(_place: Place, least: number, most: number): number {
    return this.between(least, Math.max(least, Math.min(most, least + MOST_ITEMS)));
  }

  items(): unknown[] {
    return [];
  }

  member(_place: Place, values: unknown[]): unknown {
    return this.random.pick(values);
  }

  order(_place: Place, branches: Schema[]): Schema[] {
    return this.random.shuffle(branches);
  }

  type(_place: Place, types: string[]): string {
    return this.random.pick(types);
  }

  text(_place: Place, schema: Schema): string {
    const least = schema.minLength ?? 0;
    const length = this.between(least, Math.max(least, Math.min(schema.maxLength ?? MOST_CHARACTERS, MOST_CHARACTERS)));
    return Array.from({ length }, () => this.random.pick(ALPHABET)).join('');
  }

  more(): string {
    return this.random.pick(ALPHABET);
  }

  number(_place: Place, { low, high }: NumberBounds): number {
    const from = Number.isFinite(low) ? low : Math.min(-1_000, high - 1_000);
    const to = Number.isFinite(high) ? high : from + 2_000;
    const ends = this.random.int(0, 3);
    if (ends === 0) return from;
    return ends === 1 ? to : from + this.random.next() * (to - from);
  }

  flag(): boolean {
    return this.random.chance(0.5);
  }

  next(): number {
    return this.random.next();
  }

  private between(least: number, most: number): number {
    const ends = this.random.int(0, 3);
    if (ends === 0) return least;
    return ends === 1 ? most : this.random.int(least, most);
  }
}
