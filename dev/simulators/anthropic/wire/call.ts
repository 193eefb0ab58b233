import type { ServerResponse } from 'node:http';
import type { Answer } from '../answer/answer.ts';
import type { Fault } from '../faults/faults.ts';
import type { LedgerEntry } from '../ledger/ledger.ts';
import type { CachePlan } from '../usage/prompt-cache.ts';
import type { MessagesRequest } from './request.ts';

/** A call that was accepted and is being answered. `startedAt` is on the `performance.now()` clock. */
export interface Call {
  request: MessagesRequest;
  response: ServerResponse;
  requestId: string;
  fault: Fault | null;
  answer: Answer;
  plan: CachePlan;
  entry: LedgerEntry;
  startedAt: number;
}
