import { FAILURES } from '@bo1/contracts/errors/values';
import { type Context, log } from '@temporalio/activity';
import { ApplicationFailure, CancelledFailure } from '@temporalio/common';
import type { ActivityInterceptorsFactory } from '@temporalio/worker';
import { describeError, logUnder, type RunNames } from './logging.ts';

/**
 * The border of histories: an unforeseen error could quote a person's text, and its message would be kept with the
 * workflow. Only the failures that contracts name pass, without what caused them; of any other the engine gets the kind.
 * The log gets it all, with the ids of the meeting.
 */
export const activityInterceptors: ActivityInterceptorsFactory = (context: Context) => {
  let names: RunNames = {};
  return {
    inbound: {
      execute(input, next) {
        names = namesOf(input.args);
        return logUnder(names, async () => {
          try {
            return await next(input);
          } catch (error) {
            if (error instanceof CancelledFailure || (context.cancellationSignal.aborted && isAbort(error)))
              throw error;
            throw presentable(error);
          }
        });
      },
    },
    outbound: { getLogAttributes: (attributes, next) => ({ ...next(attributes), ...names }) },
  };
};

function presentable(error: unknown): ApplicationFailure {
  if (isTyped(error)) {
    const { type, message, nextRetryDelay } = error;
    const nonRetryable = error.nonRetryable ?? false;
    log.warn('step failed', { error: describeError(error) });
    return ApplicationFailure.create({ type, message, nonRetryable, nextRetryDelay });
  }
  log.error('unforeseen failure', { error: describeError(error) });
  const kind = error instanceof Error ? error.name : typeof error;
  return ApplicationFailure.create({ type: FAILURES.internal, message: `Unforeseen ${kind}; the log has more` });
}

const isAbort = (error: unknown) => error instanceof Error && error.name === 'AbortError';

const isTyped = (error: unknown): error is ApplicationFailure & { type: string } =>
  error instanceof ApplicationFailure && !!error.type && error.type in FAILURES;

function namesOf(args: readonly unknown[]): RunNames {
  const { session_id, correlation_id } = (args[0] ?? {}) as RunNames;
  return { ...(session_id ? { session_id } : {}), ...(correlation_id ? { correlation_id } : {}) };
}
