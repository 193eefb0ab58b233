/**
 * The money of a meeting, in transactions that lock its budget row. Invariant: limit ≥ settled + presumed + what open
 * reservations and calls in flight hold, unless a call cost more than its worst case. Amounts are micro-dollars.
 */
export {
  freeIn,
  openBudget,
  raiseBudget,
  raiseNextBudget,
  setControl,
  BudgetExhausted,
  SpendingPaused,
  SpendingStopped,
} from './ledger/budget.ts';
export type { BudgetState, Control, Controlled } from './ledger/budget.ts';
export { lockMeeting, type LockedMeeting } from './ledger/lock.ts';
export { reserve, reserveUpTo, extend, keepAtMost, release, releaseAll } from './ledger/reservations.ts';
export { beginAttempt, type Begun, type CallToMake } from './ledger/attempts.ts';
export {
  settleAttempt,
  settleWithAnswer,
  presumeAttempt,
  type Settlement,
  type TokenUsage,
} from './ledger/settlement.ts';
export { storedAnswer, type NewAnswer } from './ledger/answers.ts';
export { closeBudget, spending } from './ledger/closing.ts';
export { NOTICE_TYPES, type NoticeType } from './ledger/notices.ts';
