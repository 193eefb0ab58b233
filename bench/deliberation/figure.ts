/** A figure that the board is held to. */
export interface Figure {
  figure: string;
  required: string;
  measured: string;
  /** How many of what it was measured on. */
  n: string;
  /** Null: reported, nothing is required. */
  met: boolean | null;
}

export const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;
export const ratio = (part: number, whole: number): number => (whole === 0 ? Number.NaN : part / whole);

const COLUMNS = ['figure', 'required', 'measured', 'n'] as const;

/** The figures as a table of plain text. */
export function tableOf(figures: readonly Figure[]): string {
  const head = { figure: 'figure', required: 'required', measured: 'measured', n: 'N' };
  const width = (column: (typeof COLUMNS)[number]): number =>
    Math.max(...[head, ...figures].map((row) => row[column].length));
  const widths = Object.fromEntries(COLUMNS.map((column) => [column, width(column)]));
  const line = (row: Record<string, string>, end: string): string =>
    `${COLUMNS.map((column) => (row[column] ?? '').padEnd(widths[column] ?? 0)).join('  ')}  ${end}`;
  const cellsOf = ({ figure, required, measured, n }: Figure) => ({ figure, required, measured, n });
  const verdict = ({ met }: Figure): string => (met === null ? '–' : met ? 'pass' : 'FAIL');
  return [line(head, ''), ...figures.map((row) => line(cellsOf(row), verdict(row)))].join('\n');
}
