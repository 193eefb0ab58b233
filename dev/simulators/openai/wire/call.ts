import type { ServerResponse } from 'node:http';
import type { Answer } from '../../anthropic/answer/answer.ts';
import type { Fault } from '../../anthropic/faults/faults.ts';
import type { LedgerEntry } from '../../anthropic/ledger/ledger.ts';
import type { InputUsage } from '../../anthropic/usage/prompt-cache.ts';
import type { CompletionRequest } from './request.ts';

/** A call that was accepted and is being answered. `startedAt` is on the `performance.now()` clock. */
export interface Call {
  request: CompletionRequest;
  response: ServerResponse;
  requestId: string;
  id: string;
  fault: Fault | null;
  answer: Answer;
  usage: InputUsage;
  entry: LedgerEntry;
  startedAt: number;
  /** Puts the prompt into the cache. */
  warm(): void;
}
