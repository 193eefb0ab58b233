import type { DraftRef, LivePort } from '../ports/live.ts';

const BATCH_MS = 50;

/** Shows a contribution while it is written, in batches: pieces of a few letters would cost more than they carry. */
export class Draft {
  private readonly live: LivePort;
  private readonly ref: DraftRef;
  private text = '';
  private shown = 0;
  private timer: NodeJS.Timeout | null = null;

  /** @param number counts the attempts whose text readers may have seen, from 1 */
  constructor(live: LivePort, call: { run: { session_id: string }; callKey: string }, number: number) {
    this.live = live;
    this.ref = { sessionId: call.run.session_id, callKey: call.callKey, attempt: number };
  }

  /** Every attempt starts from nothing; readers of an earlier one throw its text away. */
  async begin(): Promise<void> {
    if (this.ref.attempt > 1) await this.live.restarted(this.ref);
  }

  write(piece: string): void {
    this.text += piece;
    this.timer ??= setTimeout(() => this.flush(), BATCH_MS);
  }

  /** Shows what is left. A draft whose text is in the log (`kept`) is forgotten; another stays until the next attempt. */
  async end(kept: boolean): Promise<void> {
    this.flush();
    if (kept) await this.live.finished(this.ref);
  }

  private flush(): void {
    if (this.timer) clearTimeout(this.timer);
    this.timer = null;
    if (this.shown === this.text.length) return;
    this.live.delta(this.ref, this.text, this.shown);
    this.shown = this.text.length;
  }
}
