import type { Pool } from 'pg';
import type { VendorCall } from './simulator.ts';
import type { VendorBill } from './vendors.ts';

/** Our ledger against the vendors', over the calls of the given meetings. Money in micro-dollars. */
export interface LedgerComparison {
  ours: bigint;
  vendors: bigint;
  presumed: bigint;
  attempts: number;
  /** The same by vendor: ours is never less than any one's bill. */
  byVendor: Record<string, { ours: bigint; theirs: bigint }>;
  /** What does not agree, in words. */
  wrong: string[];
}

/** Price of a bill in micro-dollars, from the product's own tables. */
export type PriceOf = (bill: VendorBill) => bigint;

/**
 * Every settled row must equal the vendor's entry with its request id, token by token; what a vendor billed without a settled
 * row of ours must be covered by presumed rows of that vendor.
 */
export async function compareLedgers(
  db: Pool,
  sessionIds: string[],
  bills: VendorBill[],
  priceOf: PriceOf,
): Promise<LedgerComparison> {
  const { rows } = await db.query('select * from llm_attempts where session_id = any($1)', [sessionIds]);
  const byRequest = new Map(bills.flatMap((bill) => (bill.request_id === null ? [] : [[bill.request_id, bill]])));
  const comparison: LedgerComparison = {
    ours: 0n,
    vendors: 0n,
    presumed: 0n,
    attempts: rows.length,
    byVendor: {},
    wrong: [],
  };
  const of = (vendor: string) => (comparison.byVendor[vendor] ??= { ours: 0n, theirs: 0n });
  for (const row of rows) {
    const cost = BigInt(row.cost_micros);
    comparison.ours += cost;
    of(row.provider).ours += cost;
    if (row.state === 'presumed') comparison.presumed += cost;
    if (row.state === 'settled' && row.request_id !== null) compareRow(row, byRequest.get(row.request_id), comparison);
  }
  for (const bill of bills) {
    const price = priceOf(bill);
    comparison.vendors += price;
    of(bill.vendor).theirs += price;
  }
  for (const [vendor, { ours, theirs }] of Object.entries(comparison.byVendor))
    if (ours < theirs) comparison.wrong.push(`${vendor} bills ${theirs}, our ledger has ${ours}`);
  return comparison;
}

function compareRow(row: any, bill: VendorBill | undefined, comparison: LedgerComparison): void {
  if (bill?.usage == null) {
    if (BigInt(row.cost_micros) > 0n)
      comparison.wrong.push(`${row.call_key} was settled, the vendor knows no such bill`);
    return;
  }
  if (row.provider !== bill.vendor) comparison.wrong.push(`${row.call_key} was billed by ${bill.vendor}`);
  const usage: NonNullable<VendorCall['usage']> = bill.usage;
  const pairs: [string, number, number][] = [
    ['input', row.input_tokens, usage.input_tokens],
    ['output', row.output_tokens, usage.output_tokens],
    ['cache read', row.cache_read_tokens, usage.cache_read_input_tokens],
    ['cache write', row.cache_write_tokens, usage.cache_creation_input_tokens],
  ];
  for (const [kind, ours, theirs] of pairs)
    if (ours !== theirs) comparison.wrong.push(`${row.call_key}: ${kind} ${ours} tokens, the vendor says ${theirs}`);
}
