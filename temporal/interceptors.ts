import { FAILURES } from '@bo1/contracts/errors/values';
import { type Context, log } from '@temporalio/activity';
import { ApplicationFailure, CancelledFailure } from '@temporalio/common';
import type { ActivityInterceptorsFactory } from '@temporalio/worker';
import { describeError } from './logging.ts';

interface Named {
  session_id?: string;
  correlation_id?: string;
}

/**
 * The border of histories: an unforeseen error could quote a person's text, and its message would be kept with the
 * workflow. Only the failures that contracts name pass, without what caused them; of any other the engine gets the kind.
 * The log gets it all, with the ids of the meeting.
 */
export const activityInterceptors: ActivityInterceptorsFactory = (context: Context) => ({
  inbound: {
    async execute(input, next) {
      try {
        return await next(input);
      } catch (error) {
        if (error instanceof CancelledFailure || (context.cancellationSignal.aborted && isAbort(error))) throw error;
        throw presentable(error, namesOf(input.args));
      }
    },
  },
});

function presentable(error: unknown, names: Named): ApplicationFailure {
  if (isTyped(error)) {
    const { type, message, nextRetryDelay } = error;
    const nonRetryable = error.nonRetryable ?? false;
    log.warn('step failed', { ...names, error: describeError(error) });
    return ApplicationFailure.create({ type, message, nonRetryable, nextRetryDelay });
  }
  log.error('unforeseen failure', { ...names, error: describeError(error) });
  const kind = error instanceof Error ? error.name : typeof error;
  return ApplicationFailure.create({ type: FAILURES.internal, message: `Unforeseen ${kind}; the log has more` });
}

const isAbort = (error: unknown) => error instanceof Error && error.name === 'AbortError';

const isTyped = (error: unknown): error is ApplicationFailure & { type: string } =>
  error instanceof ApplicationFailure && !!error.type && error.type in FAILURES;

function namesOf(args: readonly unknown[]): Named {
  const { session_id, correlation_id } = (args[0] ?? {}) as Named;
  return { ...(session_id ? { session_id } : {}), ...(correlation_id ? { correlation_id } : {}) };
}
