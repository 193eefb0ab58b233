/** Error codes on the wire, each with its HTTP status and title. Imports nothing. */
export const ERRORS = {
  validation_failed: { status: 422, title: 'The request is not valid' },
  malformed_request: { status: 400, title: 'The request cannot be read' },
  malformed_id: { status: 400, title: 'The id is malformed' },
  unauthenticated: { status: 401, title: 'Sign in first' },
  forbidden: { status: 403, title: 'Not allowed' },
  not_found: { status: 404, title: 'Not found' },
  method_not_allowed: { status: 405, title: 'Method not allowed' },
  link_gone: { status: 410, title: 'This link no longer works' },
  conflict: { status: 409, title: 'Conflict' },
  changed_meanwhile: { status: 409, title: 'It was changed meanwhile' },
  session_ended: { status: 409, title: 'The meeting has ended' },
  not_retryable: { status: 409, title: 'There is nothing to try again' },
  not_waiting_for_answers: { status: 409, title: 'The meeting is not waiting for answers' },
  question_not_open: { status: 409, title: 'The question is not open' },
  no_record: { status: 409, title: 'There is no decision yet' },
  no_choice: { status: 409, title: 'There is no choice yet' },
  floor_closed: { status: 409, title: 'The board does not take this at the moment' },
  limit_reached: { status: 409, title: 'There are as many as there can be' },
  idempotency_key_reused: { status: 409, title: 'The idempotency key was used for another request' },
  request_in_progress: { status: 409, title: 'The same request is still being handled' },
  payload_too_large: { status: 413, title: 'The request is too large' },
  unsupported_media_type: { status: 415, title: 'Send JSON' },
  allowance_exhausted: { status: 402, title: 'No meetings left this month' },
  rate_limited: { status: 429, title: 'Too many requests' },
  internal: { status: 500, title: 'Something went wrong on our side' },
  unavailable: { status: 503, title: 'Temporarily unavailable' },
  workflow_engine_unavailable: { status: 503, title: 'The workflow engine is unavailable' },
} as const;
export type ErrorCode = keyof typeof ERRORS;

/** Types of failures between activities, workflows and clients: matched by name, never by message. */
export const FAILURES = {
  attempt_closed: 'attempt_closed',
  budget_exhausted: 'budget_exhausted',
  spending_paused: 'spending_paused',
  spending_stopped: 'spending_stopped',
  invalid_model_answer: 'invalid_model_answer',
  provider_spend_limit: 'provider_spend_limit',
  provider_rejected: 'provider_rejected',
  provider_unavailable: 'provider_unavailable',
  provider_rate_limited: 'provider_rate_limited',
  session_missing: 'session_missing',
  question_not_open: 'question_not_open',
  not_waiting_for_answers: 'not_waiting_for_answers',
  session_ended: 'session_ended',
  /** No board sits, or all of its members give their recommendations already. */
  floor_closed: 'floor_closed',
  limit_reached: 'limit_reached',
  storage_unavailable: 'storage_unavailable',
  /** Anything unforeseen: its message stays in the log, since it may quote a person's text. */
  internal: 'internal',
} as const;
export type FailureType = keyof typeof FAILURES;
