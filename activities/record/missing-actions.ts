import type { FailureType } from '@bo1/contracts/errors/values';
import type { EventData } from '@bo1/contracts/events/schema';
import type { Tx } from '@bo1/prisma/client';
import type { LockedSession } from '@bo1/prisma/events';
import { decidedParts } from '@bo1/prisma/plans';
import type { Interruption, RunRef } from '../meeting/types.ts';
import { stoppedBy } from './stopped-by.ts';

type Missing = NonNullable<EventData<'complete'>['missing_actions']>;

const STOPPED = 'the meeting was stopped before they were written';
const UNFORESEEN = 'something went wrong on our side';

/** Why a step that writes actions failed, as the end of a sentence. */
const BECAUSE: Partial<Record<FailureType, string>> = {
  budget_exhausted: 'the meeting had reached its spending limit',
  spending_stopped: STOPPED,
  invalid_model_answer: 'the model gave an answer that could not be used, twice in a row',
  provider_spend_limit: 'the model account has reached its spend limit',
  provider_rejected: 'the model provider refused the request',
  provider_unavailable: 'the model provider could not be reached for some time',
  provider_rate_limited: 'the model provider was limiting how fast we may ask',
  storage_unavailable: 'the database could not be reached for some time',
};

/** Which parts were decided and have no actions, because this came in between; null where none. */
export async function missingActions(
  tx: Tx,
  run: RunRef,
  session: LockedSession,
  interruption: Interruption,
): Promise<Missing | null> {
  const decided = await decidedParts(tx, run.session_id);
  const without = decided.filter(({ planned }) => !planned).map(({ index }) => index);
  if (without.length === 0) return null;
  const what = without.length === decided.length ? 'There are no actions' : 'Part of the question has no actions';
  const stopped = interruption.kind === 'cancelled';
  const because = stopped ? STOPPED : (BECAUSE[interruption.code] ?? UNFORESEEN);
  return {
    sub_problem_indexes: without,
    code: stopped ? stoppedBy(session, run, interruption.reason) : interruption.code,
    message: `${what}: ${because}. The decision is kept.`,
  };
}
