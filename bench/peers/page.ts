import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { markdownOf, type Summary } from './table.ts';

const PAGE = join(import.meta.dirname, '../../docs/peers.md');
const BETWEEN = /(<!-- figures -->\n)[^]*?(\n<!-- \/figures -->)/;

/** Puts the figures of a full run into docs/peers.md, between its two marks. */
export function writePage(summary: Summary): void {
  const { at, shape, calls, cores, load } = summary;
  // The meetings of a quiet machine wait for their calls, mostly: no core is full at the run's quietest.
  const beside = load.least > cores ? ' (other work ran beside it)' : '';
  const how =
    `Measured ${at} on ${cores} cores at a load of ${load.least.toFixed(1)} to ${load.most.toFixed(1)}${beside}. ` +
    `A meeting is ${calls} calls: ${shape.experts} experts, ${shape.rounds} rounds.`;
  const page = readFileSync(PAGE, 'utf8');
  writeFileSync(
    PAGE,
    page.replace(BETWEEN, (_, open: string, close: string) => `${open}\n${how}\n\n${markdownOf(summary)}\n${close}`),
  );
}
