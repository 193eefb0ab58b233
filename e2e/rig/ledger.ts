import type { Pool } from 'pg';
import type { VendorCall } from './simulator.ts';

/** Our ledger against the vendor's, over the calls of the given meetings. Money in micro-dollars. */
export interface LedgerComparison {
  ours: bigint;
  vendors: bigint;
  presumed: bigint;
  calls: number;
  attempts: number;
  /** Settled rows that differ from the vendor's own figures of the same request. */
  wrong: string[];
}

/** Price of a usage in micro-dollars, from the product's own table. */
export type PriceOf = (model: string, usage: NonNullable<VendorCall['usage']>) => bigint;

/**
 * Every settled row must equal the vendor's entry with its request id, token by token; what the vendor billed without a
 * settled row of ours must be covered by presumed rows.
 */
export async function compareLedgers(
  db: Pool,
  sessionIds: string[],
  calls: VendorCall[],
  priceOf: PriceOf,
): Promise<LedgerComparison> {
  const { rows } = await db.query('select * from llm_attempts where session_id = any($1)', [sessionIds]);
  const byRequest = new Map(calls.map((call) => [call.request_id, call]));
  const comparison: LedgerComparison = {
    ours: 0n,
    vendors: 0n,
    presumed: 0n,
    calls: calls.length,
    attempts: rows.length,
    wrong: [],
  };
  for (const row of rows) {
    const cost = BigInt(row.cost_micros);
    comparison.ours += cost;
    if (row.state === 'presumed') comparison.presumed += cost;
    if (row.state === 'settled' && row.request_id !== null) compareRow(row, byRequest.get(row.request_id), comparison);
  }
  for (const call of calls) {
    if (call.usage !== null && call.model !== null) comparison.vendors += priceOf(call.model, call.usage);
  }
  return comparison;
}

function compareRow(row: any, call: VendorCall | undefined, comparison: LedgerComparison): void {
  if (call?.usage == null) {
    if (BigInt(row.cost_micros) > 0n)
      comparison.wrong.push(`${row.call_key} was settled, the vendor knows no such bill`);
    return;
  }
  const pairs: [string, number, number][] = [
    ['input', row.input_tokens, call.usage.input_tokens],
    ['output', row.output_tokens, call.usage.output_tokens],
    ['cache read', row.cache_read_tokens, call.usage.cache_read_input_tokens],
    ['cache write', row.cache_write_tokens, call.usage.cache_creation_input_tokens],
  ];
  for (const [kind, ours, theirs] of pairs)
    if (ours !== theirs) comparison.wrong.push(`${row.call_key}: ${kind} ${ours} tokens, the vendor says ${theirs}`);
}
