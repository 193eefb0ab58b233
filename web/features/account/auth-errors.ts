import { explain, RequestError } from '#http/request.ts';

const WORDS: Record<string, string> = {
  INVALID_EMAIL_OR_PASSWORD: 'The e-mail address and the password do not belong together. Check both and try again.',
  INVALID_EMAIL: 'This is not an e-mail address.',
  USER_ALREADY_EXISTS: 'There is an account with this e-mail address. Sign in instead.',
  USER_ALREADY_EXISTS_USE_ANOTHER_EMAIL: 'There is an account with this e-mail address. Sign in instead.',
  PASSWORD_TOO_SHORT: 'The password needs at least 8 characters.',
  PASSWORD_TOO_LONG: 'The password can have at most 128 characters.',
};

/** A refusal to sign in or up, in words that say what to do. */
export function explainAuth(error: unknown): string {
  if (!(error instanceof RequestError)) return explain(error);
  if (error.status === 429)
    return `Too many tries. Wait ${error.retryAfter ? `${error.retryAfter} seconds` : 'a moment'}, then try again.`;
  return WORDS[error.code] ?? explain(error);
}
