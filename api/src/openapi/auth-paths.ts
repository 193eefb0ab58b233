import type { OpenAPIObject } from '@nestjs/swagger';
import { PASSWORD_LENGTH } from '../auth/auth.ts';

type Paths = OpenAPIObject['paths'];

const text = (extra: object = {}) => ({ type: 'string', ...extra });
const refusal = {
  description: 'Refused: `code` and `message` say why',
  content: { 'application/json': { schema: { type: 'object', properties: { code: text(), message: text() } } } },
};
const user = {
  type: 'object',
  properties: { user: { type: 'object', properties: { id: text(), email: text(), name: text() } } },
};
const body = (properties: Record<string, object>) => ({
  required: true,
  content: { 'application/json': { schema: { type: 'object', required: Object.keys(properties), properties } } },
});
const password = text({ minLength: PASSWORD_LENGTH.min, maxLength: PASSWORD_LENGTH.max });
const email = text({ format: 'email' });

const signs = (summary: string, properties: Record<string, object>) => ({
  post: {
    tags: ['Sign-in'],
    summary,
    security: [],
    requestBody: body(properties),
    responses: {
      200: {
        description: 'Signed in: the answer sets the session cookie',
        content: { 'application/json': { schema: user } },
      },
      400: refusal,
      401: refusal,
      403: { ...refusal, description: 'The origin is not ours' },
      422: refusal,
      429: { ...refusal, description: 'Too many attempts: `retry-after` says when to come back' },
    },
  },
});

/** The sign-in library's routes that this product uses, described by hand: they are not Nest's. */
export const AUTH_PATHS = {
  '/api/auth/sign-up/email': signs('Create an account', { name: text({ maxLength: 100 }), email, password }),
  '/api/auth/sign-in/email': signs('Sign in', { email, password }),
  '/api/auth/sign-out': {
    post: { tags: ['Sign-in'], summary: 'Sign out', responses: { 200: { description: 'Signed out' } } },
  },
  '/api/auth/get-session': {
    get: {
      tags: ['Sign-in'],
      summary: 'Who is signed in',
      security: [],
      responses: { 200: { description: 'The session and its user, or null' } },
    },
  },
} as unknown as Paths;
