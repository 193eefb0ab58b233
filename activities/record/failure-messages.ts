import type { FailureType } from '@bo1/contracts/errors/values';

const KEPT = 'Everything said so far is kept.';
const LATER = `${KEPT} Try again in a few minutes.`;

/** What a person reads when a meeting, or a part of it, has failed: what happened, what was kept, what to do. */
const MESSAGES: Record<FailureType, string> = {
  attempt_closed: `This run of the meeting had already ended. ${KEPT}`,
  budget_exhausted: `The meeting reached its spending limit before a decision could be written. ${KEPT} A narrower question needs less; or an administrator can raise the limit, then try again.`,
  spending_paused: `The meeting was paused and could not go on. ${KEPT} Try again.`,
  spending_stopped: `The meeting was stopped. ${KEPT}`,
  invalid_model_answer: `The model gave an answer that could not be used, twice in a row. ${KEPT} Try again; it rarely happens twice.`,
  provider_spend_limit: `The model account has reached its spend limit. ${KEPT} An administrator can raise the limit, then try again.`,
  provider_rejected: `The model provider refused the request. ${KEPT} An administrator can see the reason in the workflow's history.`,
  provider_unavailable: `The model provider could not be reached for some time. ${LATER}`,
  provider_rate_limited: `The model provider is limiting how fast we may ask. ${LATER}`,
  session_missing: 'The meeting could not be found.',
  question_not_open: `An answer did not match an open question. ${KEPT} Try again.`,
  not_waiting_for_answers: `The meeting was not waiting for answers. ${KEPT} Try again.`,
  session_ended: `The meeting had already ended. ${KEPT}`,
  floor_closed: `The board was not taking anything more. ${KEPT}`,
  limit_reached: `There were as many as there can be. ${KEPT}`,
  storage_unavailable: `The database could not be reached for some time. ${LATER}`,
  internal: `Something went wrong on our side. ${KEPT} Try again; if it fails again, tell us the meeting's address.`,
};

/** Unknown codes, from a build that knows more types than this one, read as the unforeseen. */
export const failureMessage = (code: FailureType): string => MESSAGES[code] ?? MESSAGES.internal;
