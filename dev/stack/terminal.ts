import { colourless } from './env.ts';

type Tone = 'bold' | 'dim' | 'green' | 'red' | 'yellow' | 'cyan';

const CODES: Record<Tone, [number, number]> = {
  bold: [1, 22],
  dim: [2, 22],
  green: [32, 39],
  red: [31, 39],
  yellow: [33, 39],
  cyan: [36, 39],
};

/** Text in a tone, plain where the terminal has no colours or asks for none (NO_COLOR). */
export function tone(text: string, how: Tone): string {
  const [on, off] = CODES[how];
  return colourless ? text : `\u001b[${on}m${text}\u001b[${off}m`;
}

/** Prints lines, indented by two. A terminal that went away is no reason to fail. */
export function print(...lines: string[]): void {
  const text = lines.flatMap((line) => line.split('\n')).map((line) => (line === '' ? '' : `  ${line}`));
  process.stdout.write(`${text.join('\n')}\n`);
}

const clock = (): string => tone(new Date().toTimeString().slice(0, 8), 'dim');

/** Prints one thing that happened, with the time. */
export function tell(line: string, kind: 'good' | 'bad' | 'plain' = 'plain'): void {
  const mark = { good: tone('↻', 'green'), bad: tone('✗', 'red'), plain: tone('·', 'dim') }[kind];
  print(`${mark} ${clock()} ${line}`);
}

/** Lays rows out in columns, two spaces apart; cells may hold tones. */
export function columns(rows: string[][]): string[] {
  const widths: number[] = [];
  for (const row of rows) row.forEach((cell, i) => (widths[i] = Math.max(widths[i] ?? 0, width(cell))));
  return rows.map((row) =>
    row
      .map((cell, i) => cell + ' '.repeat((widths[i] ?? 0) - width(cell)))
      .join('  ')
      .trimEnd(),
  );
}

function width(cell: string): number {
  return cell.replace(/\u001b\[\d+m/g, '').length;
}

/** Prints a failure and what mends it. */
export function fail(what: string, remedy: string): void {
  print(
    '',
    `${tone('✗', 'red')} ${tone(what, 'bold')}`,
    ...(remedy === '' ? [] : [`  ${remedy.replaceAll('\n', '\n  ')}`]),
    '',
  );
}

process.stdout.on('error', () => undefined);
