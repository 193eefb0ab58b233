import { appendFileSync, mkdirSync } from 'node:fs';
import path from 'node:path';

const FOLDER = process.env['BO1_RESULTS'] ?? path.resolve(import.meta.dirname, '../../test-results');

/** Prints the figures of a suite in one line and keeps them as JSON lines under the results folder. */
export function report(suite: string, figures: Record<string, string | number | bigint>): void {
  const plain = Object.fromEntries(
    Object.entries(figures).map(([name, value]) => [name, typeof value === 'bigint' ? Number(value) : value]),
  );
  mkdirSync(FOLDER, { recursive: true });
  appendFileSync(
    path.join(FOLDER, 'figures.jsonl'),
    `${JSON.stringify({ suite, at: new Date().toISOString(), ...plain })}\n`,
  );
  const line = Object.entries(plain)
    .map(([name, value]) => `${name} ${value}`)
    .join(', ');
  process.stdout.write(`» ${suite}: ${line}\n`);
}
