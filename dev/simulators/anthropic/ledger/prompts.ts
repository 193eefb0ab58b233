import type { Answer } from '../answer/answer.ts';

/** What a test may look at: the request as it was sent, its text, and what was meant to be answered. */
export interface RecordedCall {
  request_id: string;
  body: unknown;
  prompt_text: string;
  answer: Answer | null;
}

/** The last calls' full prompts, in memory only. */
export class RecordedCalls {
  private readonly calls = new Map<string, RecordedCall>();
  private readonly limit: number;

  /** @param limit the oldest call goes when there are more */
  constructor(limit = 500) {
    this.limit = limit;
  }

  add(call: RecordedCall): void {
    this.calls.set(call.request_id, call);
    const oldest = this.calls.keys().next().value;
    if (this.calls.size > this.limit && oldest !== undefined) this.calls.delete(oldest);
  }

  get(requestId: string): RecordedCall | undefined {
    return this.calls.get(requestId);
  }

  clear(): void {
    this.calls.clear();
  }
}
