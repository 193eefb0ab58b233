import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import { hashToken, isToken, matches, ShareTokens } from './share-token.ts';

it('makes tokens that only the secret makes, and keeps a hash that does not give them away', () => {
  const id = randomUUID();
  const tokens = new ShareTokens('a secret of at least thirty-two characters');
  const token = tokens.tokenOf(id);
  expect(isToken(token)).toBe(true);
  expect(Buffer.from(token, 'base64url')).toHaveLength(32);
  expect(tokens.tokenOf(id)).toBe(token);
  expect(new ShareTokens('another secret of at least 32 characters').tokenOf(id)).not.toBe(token);
  expect(tokens.tokenOf(randomUUID())).not.toBe(token);
  expect(matches(token, hashToken(token))).toBe(true);
  expect(matches(token, hashToken(id))).toBe(false);
  expect(matches(token, '')).toBe(false);
  expect(['', id, `${token}x`, '../../etc', 'ü'.repeat(43)].filter(isToken)).toEqual([]);
});
