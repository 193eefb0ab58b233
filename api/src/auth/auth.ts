import { betterAuth } from 'better-auth';
import { APIError, createAuthMiddleware } from 'better-auth/api';
import { prismaAdapter } from 'better-auth/adapters/prisma';
import type { Db } from '@bo1/prisma/client';
import type { Logger } from 'pino';
import type { Settings } from '../env.ts';
import type { RateLimitStorage } from './rate-limit.ts';

/** Set by the API itself from the trusted proxy's word, see client-address.ts: what a client sends is overwritten. */
export const CLIENT_ADDRESS_HEADER = 'x-bo1-client-address';
export const PASSWORD_LENGTH = { min: 10, max: 128 } as const;
export const AUTH_PATH = '/api/auth';

// NUL and lone surrogates are no text for Postgres; other control characters have no place in a name or an address.
const NOT_TEXT = /[\u0000-\u001f\u007f]|\p{Surrogate}/u;
const NAME_MAX = 100;

/** E-mail and password sign-in, cookie sessions in Postgres. Role and tier are ours to set, never the caller's. */
export function createAuth(db: Db, rateLimit: RateLimitStorage, settings: Settings, log: Logger) {
  const perMinute = { window: 60, max: settings.BO1_AUTH_RATE_LIMIT };
  return betterAuth({
    appName: 'Board of One',
    baseURL: settings.BO1_PUBLIC_URL,
    basePath: AUTH_PATH,
    secret: settings.BETTER_AUTH_SECRET,
    trustedOrigins: [settings.BO1_PUBLIC_URL, ...settings.BO1_ALLOWED_ORIGINS],
    database: prismaAdapter(db, { provider: 'postgresql' }),
    emailAndPassword: {
      enabled: true,
      minPasswordLength: PASSWORD_LENGTH.min,
      maxPasswordLength: PASSWORD_LENGTH.max,
    },
    user: {
      modelName: 'user',
      additionalFields: {
        role: { type: 'string', input: false, defaultValue: 'user' },
        tier: { type: 'string', input: false, defaultValue: settings.BO1_DEFAULT_TIER },
        skipClarification: { type: 'boolean', input: false, defaultValue: false },
      },
    },
    session: { modelName: 'login', expiresIn: 30 * 86_400, updateAge: 86_400 },
    account: { modelName: 'account' },
    verification: { modelName: 'verification' },
    rateLimit: {
      enabled: true,
      customStorage: rateLimit,
      window: 60,
      max: 600,
      customRules: { '/sign-in/email': perMinute, '/sign-up/email': perMinute },
    },
    advanced: {
      ipAddress: { ipAddressHeaders: [CLIENT_ADDRESS_HEADER] },
      useSecureCookies: settings.BO1_PUBLIC_URL.startsWith('https:'),
      defaultCookieAttributes: { httpOnly: true, sameSite: 'lax', path: '/' },
    },
    hooks: { before: createAuthMiddleware(async (context) => refuseWhatIsNoText(context.body)) },
    telemetry: { enabled: false },
    // Refusals are answers; anything else comes to us, to be told apart from an outage.
    onAPIError: { throw: true },
    logger: { level: 'warn', log: (level, message) => log[level === 'debug' ? 'debug' : level](`auth: ${message}`) },
  });
}

export type Auth = ReturnType<typeof createAuth>;

/** Refuses fields that Postgres would choke on, by name, before they reach it. */
function refuseWhatIsNoText(body: unknown): void {
  if (!(body instanceof Object)) return;
  for (const [field, value] of Object.entries(body)) {
    if (typeof value === 'string' && NOT_TEXT.test(value)) {
      throw new APIError('BAD_REQUEST', {
        code: 'INVALID_TEXT',
        message: `The field ${field} has characters that are not text.`,
      });
    }
  }
  if ('name' in body && typeof body.name === 'string' && body.name.length > NAME_MAX) {
    throw new APIError('BAD_REQUEST', {
      code: 'NAME_TOO_LONG',
      message: `The name can have at most ${NAME_MAX} characters.`,
    });
  }
}
