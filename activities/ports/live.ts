/**
 * What reaches readers while it happens. Nothing here is the only copy of anything: no method rejects, and none waits
 * longer than a fifth of a second for its server (the prefix gate: its own limit). Losing a message costs a reader one
 * heartbeat.
 */
export interface LivePort {
  /** Tells readers that the log has events up to `sequence`. */
  wake(sessionId: string, sequence: number): Promise<void>;
  /** Keeps the draft's text so far, and shows readers what follows its first `shown` UTF-16 units. */
  delta(draft: DraftRef, text: string, shown: number): void;
  /** Throws the draft away: the call is made again. */
  restarted(draft: DraftRef): Promise<void>;
  /** Forgets the draft: the text is in the log. */
  finished(draft: DraftRef): Promise<void>;
  /**
   * Lets the first caller for a prompt prefix go ahead, so that the others find it in the vendor's cache. Resolves at
   * once for the first; for the others when the first has its first token, after `waitMs`, or when `signal` aborts.
   */
  enterPrefix(prefix: string, waitMs: number, signal: AbortSignal): Promise<PrefixPass>;
}

export interface DraftRef {
  sessionId: string;
  callKey: string;
  /** Number of the call's attempt, from 1. */
  attempt: number;
}

export interface PrefixPass {
  /** The vendor has begun to answer: the prefix is warm. */
  warm(): void;
  /** The call failed before its first token: somebody else should go. */
  leave(): void;
}
