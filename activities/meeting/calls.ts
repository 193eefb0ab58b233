import { CALL_LIMITS, type CallKind } from '../llm/limits.ts';
import type { RunRef } from './types.ts';

/** What every step says of its call: whose it is, what it is called, what pays for it, and its model and limit. */
export const callOf = (run: RunRef, kind: CallKind, callKey: string, reservationKey: string) => ({
  run,
  callKey,
  reservationKey,
  ...CALL_LIMITS[kind],
});
