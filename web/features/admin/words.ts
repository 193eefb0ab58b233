import type { AdminNotice, PartSpending } from '@bo1/contracts/spending/schema';

/** Decimal dollars for reading: "$0.0123", "$1.50". What is too small for four places says so. */
export function dollars(decimal: string): string {
  const value = Number(decimal);
  if (value === 0) return '$0';
  if (Math.abs(value) < 0.0001) return 'below $0.0001';
  return `$${Math.abs(value) < 1 ? value.toFixed(4) : value.toFixed(2)}`;
}

/** The same in a column, whose decimal points stand below each other: "$0.1544", "$12.3400". */
export const dollarsInColumn = (decimal: string, places = 4): string => `$${Number(decimal).toFixed(places)}`;

export const percent = (value: number | null): string => (value === null ? '–' : `${Math.round(value * 100)} %`);
export const count = (value: number): string => value.toLocaleString('en');

/** Where in a meeting money went. Sub-problems are named only where there are several. */
export function partWords({ part, sub_problem_index: index, round }: PartSpending, several: boolean): string {
  const board = several && index !== null ? `Part ${index + 1}: ` : '';
  if (part === 'opening') return 'Before the board';
  if (part === 'synthesis') return 'Over all parts';
  const what = part === 'round' ? `round ${round}` : part === 'selection' ? 'experts chosen' : 'votes and record';
  return board ? board + what : what.charAt(0).toUpperCase() + what.slice(1);
}

/** A notice in a sentence. */
export function noticeWords({ type, call_key, cost, spent, limit, above }: AdminNotice): string {
  if (type === 'cost_anomaly_call') return `One call cost ${dollars(cost ?? '0')}: ${call_key}`;
  if (type === 'cost_anomaly_meeting')
    return `A meeting cost more than ${dollars(above ?? '1')}: ${dollars(spent ?? '0')}`;
  if (type === 'budget_warning')
    return `A budget was nearly used: ${dollars(spent ?? '0')} of ${dollars(limit ?? '0')}`;
  return type.replaceAll('_', ' ');
}
