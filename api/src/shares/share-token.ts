import { createHash, createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import { SHARE_TOKEN_PATTERN } from '@bo1/contracts/record/values';

/**
 * Tokens of links to records: 256 bits, made of the share's id with a key that only the API has. So the database holds no
 * token, only its hash; and yet the owner can be shown the link again.
 */
export class ShareTokens {
  private readonly key: Buffer;

  constructor(secret: string) {
    this.key = Buffer.from(hkdfSync('sha256', secret, '', 'bo1 links to records', 32));
  }

  /** The token of a share. After a change of the secret it is another: `matches` then says no. */
  tokenOf(shareId: string): string {
    return createHmac('sha256', this.key).update(shareId).digest('base64url');
  }
}

/** What is kept of a token. Not salted: a token is random, and is found by this. */
export const hashToken = (token: string): string => createHash('sha256').update(token).digest('hex');

export const isToken = (text: string): boolean => SHARE_TOKEN_PATTERN.test(text);

/** Whether a token is the one of this hash; takes the same time for every answer. */
export const matches = (token: string, hash: string): boolean =>
  timingSafeEqual(Buffer.from(hashToken(token)), Buffer.from(hash.padEnd(64).slice(0, 64)));
