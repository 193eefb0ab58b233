import { createHash } from 'node:crypto';
import { appendFileSync, existsSync, globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Held, Killed } from './units.ts';

const ROOT = join(import.meta.dirname, '../..');
export const FOLDER = join(ROOT, 'bench/results/peers');

export type Measured = { held: Held } | { killed: Killed };
export type Kept = { name: string } & Measured;

/** What a figure depends on. */
function sources(): string {
  const sum = createHash('sha256');
  for (const folder of ['bench/peers', 'activities', 'workflows', 'temporal', 'prisma', 'contracts']) {
    const files = globSync([`${folder}/**/*.ts`, `${folder}/**/package-lock.json`], { cwd: ROOT });
    for (const file of files.filter((one) => !/node_modules|generated|\.(test|spec)\.ts$/.test(one)).sort())
      sum.update(file).update(readFileSync(join(ROOT, file)));
  }
  return sum.digest('hex').slice(0, 12);
}

/** Results of the same sources: a run that was broken off goes on where it was. */
export class Results {
  readonly #file: string;
  readonly #kept = new Map<string, Kept>();

  constructor({ fresh, quick }: { fresh: boolean; quick: boolean }) {
    mkdirSync(FOLDER, { recursive: true });
    this.#file = join(FOLDER, `${sources()}${quick ? '-quick' : ''}.jsonl`);
    if (fresh) rmSync(this.#file, { force: true });
    if (!existsSync(this.#file)) return;
    // A kill in mid-write leaves half a line: that one is measured again.
    for (const line of readFileSync(this.#file, 'utf8')
      .split('\n')
      .filter((one) => one.endsWith('}'))) {
      const kept = JSON.parse(line) as Kept;
      this.#kept.set(kept.name, kept);
    }
  }

  has(name: string): boolean {
    return this.#kept.has(name);
  }

  keep(kept: Kept): void {
    this.#kept.set(kept.name, kept);
    appendFileSync(this.#file, `${JSON.stringify(kept)}\n`);
  }

  held(prefix: string): Held[] {
    return this.#of(prefix).flatMap((kept) => ('held' in kept ? [kept.held] : []));
  }

  killed(prefix: string): Killed[] {
    return this.#of(prefix).flatMap((kept) => ('killed' in kept ? [kept.killed] : []));
  }

  /** The table, which is kept in git. */
  summarise(summary: object): void {
    writeFileSync(join(FOLDER, '../peers.json'), `${JSON.stringify(summary, null, 2)}\n`);
  }

  #of(prefix: string): Kept[] {
    return [...this.#kept.values()].filter(({ name }) => name.startsWith(prefix));
  }
}
