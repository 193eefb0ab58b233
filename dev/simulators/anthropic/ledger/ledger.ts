import { appendFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { InputUsage } from '../usage/prompt-cache.ts';

export type CallStatus = 'open' | 'ok' | 'error' | 'aborted' | 'lost';

/** What a call was billed for. Nothing is billed for a refused request. */
export type Billed = InputUsage & { output_tokens: number };

/** One call. Times are epoch ms. `lost` = the simulator itself was killed while it answered. */
export interface LedgerEntry {
  sequence: number;
  request_id: string;
  model: string | null;
  stream: boolean;
  tool: string | null;
  prompt_hash: string | null;
  user_id: string | null;
  fault: string | null;
  started_at: number;
  first_token_at: number | null;
  ended_at: number | null;
  status: CallStatus;
  http_status: number | null;
  error_type: string | null;
  stop_reason: string | null;
  usage: Billed | null;
}

export type NewCall = Pick<
  LedgerEntry,
  'request_id' | 'model' | 'stream' | 'tool' | 'prompt_hash' | 'user_id' | 'fault' | 'usage'
>;

/**
 * Every call, in memory and as JSON lines. A line is written (synchronously) when a call starts, at its first
 * token and when it ends, before the last byte of the answer: a kill -9 loses no call that was answered.
 */
export class Ledger {
  private readonly byId = new Map<string, LedgerEntry>();
  private readonly file: string | null;
  private lastSequence = 0;

  /** @param stateDir where `ledger.jsonl` lives; undefined keeps it in memory only */
  constructor(stateDir: string | undefined) {
    this.file = stateDir === undefined ? null : join(stateDir, 'ledger.jsonl');
    if (stateDir !== undefined) mkdirSync(stateDir, { recursive: true });
    this.load();
  }

  start(call: NewCall): LedgerEntry {
    this.lastSequence += 1;
    const entry: LedgerEntry = {
      sequence: this.lastSequence,
      ...call,
      started_at: Date.now(),
      first_token_at: null,
      ended_at: null,
      status: 'open',
      http_status: null,
      error_type: null,
      stop_reason: null,
    };
    this.byId.set(entry.request_id, entry);
    this.write(entry);
    return entry;
  }

  firstToken(entry: LedgerEntry): void {
    entry.first_token_at = Date.now();
    this.write(entry);
  }

  /** The first end counts: a client that hangs up after the last byte changes nothing. */
  end(entry: LedgerEntry, result: Partial<LedgerEntry> & { status: CallStatus }): void {
    if (entry.ended_at !== null) return;
    Object.assign(entry, { ended_at: Date.now() }, result);
    this.write(entry);
  }

  /** Calls with a sequence above `since`, oldest first. */
  after(since: number): LedgerEntry[] {
    return [...this.byId.values()].filter((entry) => entry.sequence > since);
  }

  get(requestId: string): LedgerEntry | undefined {
    return this.byId.get(requestId);
  }

  /** Forgets the calls that have ended; the sequence goes on. */
  clear(): void {
    for (const [id, entry] of this.byId) if (entry.status !== 'open') this.byId.delete(id);
    if (this.file === null) return;
    const first = { cleared_up_to: this.lastSequence };
    const lines = [first, ...this.byId.values()].map((item) => JSON.stringify(item));
    writeFileSync(this.file, `${lines.join('\n')}\n`);
  }

  private write(entry: LedgerEntry): void {
    if (this.file !== null) appendFileSync(this.file, `${JSON.stringify(entry)}\n`);
  }

  private load(): void {
    if (this.file === null || !existsSync(this.file)) return;
    const text = readFileSync(this.file, 'utf8');
    for (const line of text.split('\n')) {
      const item = parseLine(line);
      if (item === null) continue;
      this.lastSequence = Math.max(this.lastSequence, item.sequence ?? item.cleared_up_to ?? 0);
      if (item.request_id !== undefined) this.byId.set(item.request_id, item as LedgerEntry);
    }
    // A kill in mid-write leaves half a line; the next append must not glue itself to it.
    if (text !== '' && !text.endsWith('\n')) appendFileSync(this.file, '\n');
    for (const entry of this.byId.values())
      if (entry.status === 'open')
        this.end(entry, { status: 'lost', ended_at: entry.first_token_at ?? entry.started_at });
  }
}

function parseLine(line: string): (Partial<LedgerEntry> & { cleared_up_to?: number }) | null {
  try {
    return JSON.parse(line) as Partial<LedgerEntry>;
  } catch {
    return null;
  }
}
