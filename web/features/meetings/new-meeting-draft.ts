import type { CreateSession } from '@bo1/contracts/meeting/schema';
import { PROBLEM_STATEMENT_LENGTH as LENGTH } from '@bo1/contracts/meeting/values';

/** What the person has typed and chosen so far, kept on this device. */
export interface NewMeetingDraft {
  text: string;
  /** Null: as the person's own default says. */
  skip: boolean | null;
  board: boolean;
  context: string[];
  /** Codes of experts who are wanted on the board, and of those who are not. */
  pinned: string[];
  excluded: string[];
  /** The idempotency key of the last try and the exact body it was sent with. */
  key: { value: string; body: string } | null;
}

export const NEW_MEETING_DRAFT = 'bo1:new-meeting';
export const EMPTY_DRAFT: NewMeetingDraft = {
  text: '',
  skip: null,
  board: false,
  context: [],
  pinned: [],
  excluded: [],
  key: null,
};
export const MOST_CONTEXT = 5;

/** For somebody who wants to see a board first. What it says is not known gives one reason to ask the person, and the web. */
export const EXAMPLE_PROBLEM =
  'We run a bakery in Ghent with twelve people and keep about 40,000 euro a year. Should we open a second shop beside ' +
  'the station next spring, sell to restaurants instead, or pay off the oven loan first? We do not know how many of our ' +
  'regulars would follow us to the station, and nobody here knows what other bakeries pay for such a place. There are ' +
  '25,000 euro in cash, and the landlord wants an answer by the end of January.';

/** Why a problem statement cannot be sent yet, or null. */
export function textProblem(text: string): string | null {
  const length = text.trim().length;
  if (length < LENGTH.min) return `Describe the decision in at least ${LENGTH.min} characters.`;
  if (length > LENGTH.max)
    return `Shorten the text by ${(length - LENGTH.max).toLocaleString('en')} characters: ${LENGTH.max.toLocaleString('en')} is the most.`;
  return null;
}

export const bodyOf = (draft: NewMeetingDraft, skipByDefault: boolean): CreateSession => ({
  problem_statement: draft.text.trim(),
  skip_clarification: draft.skip ?? skipByDefault,
  insist_on_board: draft.board,
  context_session_ids: draft.context,
  pinned_experts: draft.pinned,
  excluded_experts: draft.excluded,
});

/**
 * The idempotency key for sending a body: the one of the last try when the very same is sent again (so that a lost
 * answer cannot make two meetings), a new one otherwise (a key belongs to one request only).
 */
export function keyFor(draft: NewMeetingDraft, body: CreateSession, fresh: () => string) {
  const sent = JSON.stringify(body);
  return draft.key?.body === sent ? draft.key : { value: fresh(), body: sent };
}
