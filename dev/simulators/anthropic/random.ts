import { createHash } from 'node:crypto';

/** SHA-256 of the parts, hex; parts are separated so that ('ab','c') and ('a','bc') differ. */
export function hashOf(...parts: (string | number)[]): string {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(String(part)).update('\u0000');
  return hash.digest('hex');
}

/** A number in [0, 1) that depends on the parts alone. */
export function fractionOf(...parts: (string | number)[]): number {
  return Number.parseInt(hashOf(...parts).slice(0, 12), 16) / 2 ** 48;
}

/** A seeded generator (sfc32): the same parts always give the same sequence. */
export class Random {
  private a: number;
  private b: number;
  private c: number;
  private counter = 1;

  constructor(...parts: (string | number)[]) {
    const hash = hashOf(...parts);
    this.a = Number.parseInt(hash.slice(0, 8), 16) | 0;
    this.b = Number.parseInt(hash.slice(8, 16), 16) | 0;
    this.c = Number.parseInt(hash.slice(16, 24), 16) | 0;
    for (let i = 0; i < 12; i++) this.next();
  }

  /** Uniform in [0, 1). */
  next(): number {
    const sum = (((this.a + this.b) | 0) + this.counter) | 0;
    this.counter = (this.counter + 1) | 0;
    this.a = this.b ^ (this.b >>> 9);
    this.b = (this.c + (this.c << 3)) | 0;
    this.c = (((this.c << 21) | (this.c >>> 11)) + sum) | 0;
    return (sum >>> 0) / 2 ** 32;
  }

  /** Uniform integer in [low, high], both included. */
  int(low: number, high: number): number {
    return low + Math.floor(this.next() * (high - low + 1));
  }

  chance(probability: number): boolean {
    return this.next() < probability;
  }

  pick<T>(items: readonly T[]): T {
    if (items.length === 0) throw new RangeError('pick needs at least one item');
    return items[Math.floor(this.next() * items.length)] as T;
  }

  shuffle<T>(items: readonly T[]): T[] {
    const result = [...items];
    for (let i = result.length - 1; i > 0; i--) {
      const j = this.int(0, i);
      [result[i], result[j]] = [result[j] as T, result[i] as T];
    }
    return result;
  }
}
