import { FAILURES, type FailureType } from '@bo1/contracts/errors/values';
import { ApplicationFailure, isCancellation, TimeoutFailure } from '@temporalio/workflow';

const isFailureType = (name: unknown): name is FailureType => typeof name === 'string' && name in FAILURES;

/** The type that our activities and workflows gave a failure, however deeply the engine wrapped it; else `internal`. */
export function failureCode(error: unknown): FailureType {
  for (let cause: unknown = error; cause instanceof Error; cause = cause.cause) {
    if (cause instanceof ApplicationFailure && isFailureType(cause.type)) return cause.type;
    if (cause instanceof TimeoutFailure) return FAILURES.provider_unavailable;
  }
  return FAILURES.internal;
}

/** The rows say that this run is over, or gone: there is nothing left to do, and nobody to tell. */
export function isSuperseded(error: unknown): boolean {
  const code = failureCode(error);
  return code === FAILURES.attempt_closed || code === FAILURES.session_missing;
}

/** A failure for clients and parents. Its message is its type: a message could quote a person, and is kept in histories. */
export const typedFailure = (type: FailureType) => ApplicationFailure.nonRetryable(type, type);

/**
 * Waits until every step has settled, then gives their results or throws the first failure, a cancellation last. Unlike
 * `Promise.all` it leaves nothing running behind: whatever follows comes after all of them.
 */
export async function together<T extends readonly Promise<unknown>[] | []>(
  steps: T,
): Promise<{ -readonly [K in keyof T]: Awaited<T[K]> }> {
  const settled = await Promise.allSettled(steps);
  const failures = settled.flatMap((step) => (step.status === 'rejected' ? [step.reason as unknown] : []));
  if (failures.length > 0) throw failures.find((failure) => !isCancellation(failure)) ?? failures[0];
  return (await Promise.all(steps)) as { -readonly [K in keyof T]: Awaited<T[K]> };
}
