/** Constants of what people do with a finished record. Imports nothing. */

/** How a choice turned out. */
export const OUTCOME_RESULTS = ['went_well', 'mixed', 'went_badly'] as const;
export type OutcomeResult = (typeof OUTCOME_RESULTS)[number];

export const ACTION_STATUSES = ['todo', 'in_progress', 'done', 'dropped'] as const;
export type ActionStatus = (typeof ACTION_STATUSES)[number];

/** Days after which a link to a record ends by itself. */
export const SHARE_DAYS = [7, 30, 90] as const;
export type ShareDays = (typeof SHARE_DAYS)[number];
export const SHARE_STATES = ['open', 'expired', 'revoked'] as const;
export type ShareState = (typeof SHARE_STATES)[number];
/** Links of one record that work at the same time. */
export const MAX_OPEN_SHARES = 20;
/** 256 bits in base64url. */
export const SHARE_TOKEN_PATTERN = /^[A-Za-z0-9_-]{43}$/;

export const OWN_WORDS_LENGTH = { min: 1, max: 300 } as const;
export const NOTE_LENGTH = { min: 0, max: 2_000 } as const;

export const ACTION_TITLE_LENGTH = { min: 3, max: 300 } as const;
export const OWNER_LENGTH = { min: 1, max: 80 } as const;
/** Actions that a person can add to a record. */
export const MAX_OWN_ACTIONS = 50;

/** The same words on pages and in exports. */
export const OUTCOME_WORDS: Record<OutcomeResult, string> = {
  went_well: 'It went well',
  mixed: 'It was mixed',
  went_badly: 'It went badly',
};
export const ACTION_STATUS_WORDS: Record<ActionStatus, string> = {
  todo: 'To do',
  in_progress: 'In progress',
  done: 'Done',
  dropped: 'Dropped',
};
