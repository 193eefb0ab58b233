import { describe, expect, it } from 'vitest';
import { safeReturnPath, signInPath } from './return-path.ts';
import { securityHeaders } from './security-headers.ts';

describe('the way back after signing in', () => {
  it('keeps paths of this app', () => {
    expect(safeReturnPath('/meetings/bo1_x?part=2')).toBe('/meetings/bo1_x?part=2');
    expect(signInPath('/help')).toBe('/sign-in?next=%2Fhelp');
    expect(signInPath('/meetings')).toBe('/sign-in');
  });
  it.each([
    '//evil.example',
    '/\\evil.example',
    'https://evil.example',
    'javascript:alert(1)',
    '/a\nb',
    '',
    null,
    '/sign-in',
    '/api/v1/me',
    '/meetings/../api/v1/me',
    '/x/%2e%2e/api/v1/me',
    '/x/..//evil.example',
    '/./sign-in?next=/help',
    '//',
  ])('leads %j to the meetings instead', (next) => expect(safeReturnPath(next)).toBe('/meetings'));
});

describe('the security headers', () => {
  it('run scripts by nonce only, and evaluate nothing in production', () => {
    const scripts = /script-src [^;]+/.exec(securityHeaders('abc', false)['content-security-policy'])?.[0];
    expect(scripts).toBe("script-src 'self' 'nonce-abc' 'strict-dynamic'");
  });
});
