/** Money is integer micro-dollars inside and a decimal string on the wire. Imports nothing. */
export const MICROS_PER_DOLLAR = 1_000_000;

/** Micro-dollars → decimal dollars with up to six places, at least two: 1500000 → "1.50". Throws on a non-integer. */
export function toDecimal(micros: number | bigint): string {
  const value = BigInt(micros);
  const sign = value < 0n ? '-' : '';
  const digits = (value < 0n ? -value : value).toString().padStart(7, '0');
  const fraction = digits.slice(-6).replace(/0{1,4}$/, '');
  return `${sign}${digits.slice(0, -6)}.${fraction}`;
}

/** Decimal dollars → micro-dollars. Throws RangeError on anything but a plain decimal with at most six places. */
export function fromDecimal(decimal: string): number {
  const match = /^(-?)(\d{1,9})(?:\.(\d{1,6}))?$/.exec(decimal);
  if (!match) throw new RangeError(`Not a dollar amount: ${decimal}`);
  const micros = Number(match[2]) * MICROS_PER_DOLLAR + Number((match[3] ?? '').padEnd(6, '0'));
  return match[1] ? 0 - micros : micros;
}

/** Budget of one meeting by tier, in micro-dollars (DOMAIN). */
export const BUDGET_MICROS = { free: 500_000, starter: 1_000_000, pro: 2_000_000, enterprise: 10_000_000 } as const;
/** Meetings a month by tier; null = unlimited. */
export const MEETINGS_A_MONTH = { free: 3, starter: 20, pro: null, enterprise: null } as const;
/** When admins are told of money: from which share of a budget on, and above which cost of a call or a meeting. */
export interface CostNotices {
  budget_share: number;
  /** Micro-dollars, as is `meeting_micros`. */
  call_micros: number;
  meeting_micros: number;
}
/** Those of DOMAIN. */
export const COST_NOTICES: CostNotices = { budget_share: 0.8, call_micros: 500_000, meeting_micros: 1_000_000 };
