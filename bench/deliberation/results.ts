import { createHash } from 'node:crypto';
import { appendFileSync, existsSync, globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Figure } from './figure.ts';
import type { Observation } from './observe.ts';
import type { Wire } from './taint.ts';

export interface Kept {
  name: string;
  seen: Observation;
  wire: Wire;
}

const ROOT = join(import.meta.dirname, '../..');
const FOLDER = join(ROOT, 'bench/results');

/** What tells how meetings were held, and does not hold them; what is made from other sources. */
const READS_ONLY =
  /\.(test|spec|itest|bench)\.tsx?$|node_modules|histories\/|(^|\/)(generated|dist)\/|deliberation\/(figures\/|figure\.ts|main\.ts|results\.ts|report\.ts|kills)/;

/** What a meeting depends on: the product, its stack, what answers in the place of vendors, personas, and what it runs on. */
const MEETINGS = [
  ...[
    'activities',
    'workflows',
    'contracts',
    'temporal',
    'prisma',
    'dev/simulators',
    'dev/stack',
    'bench/deliberation',
  ].map((folder) => `${folder}/**/*.{ts,json,sql,prisma}`),
  'dev/python/*.txt',
  'package-lock.json',
];
/** Full boards are held by the whole product; people reach it through the API. */
const KILLS = [...MEETINGS, 'api/src/**/*.ts', 'e2e/rig/**/*.ts'];
const HOLDS_KILLS = /deliberation\/kills[^/]*\.ts$/;

/** Fingerprint of what meetings depend on, or of what full boards under kills depend on. */
export function sources(of: 'meetings' | 'kills' = 'meetings'): string {
  const counts = (file: string): boolean => !READS_ONLY.test(file) || (of === 'kills' && HOLDS_KILLS.test(file));
  const files = (of === 'kills' ? KILLS : MEETINGS).flatMap((pattern) => globSync(pattern, { cwd: ROOT }));
  const sum = createHash('sha256');
  for (const file of files.filter(counts).sort()) sum.update(file).update(readFileSync(join(ROOT, file)));
  return sum.digest('hex').slice(0, 12);
}

/** Meetings held before by the same sources: a run that was broken off goes on where it was. */
export class Results {
  readonly #file: string;
  readonly held = new Map<string, Kept>();

  constructor(fresh: boolean) {
    mkdirSync(join(FOLDER, 'deliberation'), { recursive: true });
    this.#file = join(FOLDER, 'deliberation', `${sources()}.jsonl`);
    if (fresh) rmSync(this.#file, { force: true });
    if (!existsSync(this.#file)) return;
    for (const line of readFileSync(this.#file, 'utf8').split('\n').filter(Boolean)) {
      const kept = lineOf(line);
      if (kept !== null) this.held.set(kept.name, kept);
    }
  }

  keep(kept: Kept): void {
    this.held.set(kept.name, kept);
    appendFileSync(this.#file, `${JSON.stringify(kept)}\n`);
  }

  /** The table's figures, which are kept in git. */
  summarise(name: string, figures: readonly Figure[]): void {
    writeFileSync(join(FOLDER, `${name}.json`), `${JSON.stringify({ figures }, null, 2)}\n`);
  }
}

/** A line that a kill cut in half is held again. */
function lineOf(line: string): Kept | null {
  try {
    return JSON.parse(line) as Kept;
  } catch {
    return null;
  }
}
