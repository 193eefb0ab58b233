import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Figure } from './figure.ts';

const PAGE = join(import.meta.dirname, '../../docs/deliberation.md');
const BEGIN = '<!-- deliberation: written by `npm run bench:deliberation` -->\n<!-- prettier-ignore-start -->';
const END = '<!-- prettier-ignore-end -->';

/** Puts the figures into their place on the page of benchmarks. */
export function report(figures: readonly Figure[]): void {
  const page = readFileSync(PAGE, 'utf8');
  const from = page.indexOf(BEGIN);
  const to = page.indexOf(END, from);
  if (from === -1 || to === -1) throw new Error('docs/deliberation.md has lost the marks of the deliberation table.');
  writeFileSync(PAGE, `${page.slice(0, from)}${BEGIN}\n\n${markdownOf(figures)}\n\n${page.slice(to)}`);
}

function markdownOf(figures: readonly Figure[]): string {
  const cells = (texts: readonly string[]): string =>
    `| ${texts.map((text) => text.replaceAll('|', '\\|')).join(' | ')} |`;
  const verdict = ({ met }: Figure): string => (met === null ? '–' : met ? 'yes' : '**no**');
  const rows = figures.map((row) => cells([row.figure, row.required, row.measured, row.n, verdict(row)]));
  return [cells(['figure', 'required', 'measured', 'N', 'met']), '| --- | --- | --- | --- | --- |', ...rows].join('\n');
}
