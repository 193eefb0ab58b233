import { Inject, Injectable } from '@nestjs/common';
import { fromNodeHeaders } from 'better-auth/node';
import type { IncomingHttpHeaders } from 'node:http';
import { unavailable } from '../problems/problem.ts';
import { withStorageRetry } from '@bo1/prisma/client';
import type { Auth } from './auth.ts';
import type { Person } from './person.ts';

export const AUTH = Symbol('auth');

@Injectable()
export class AuthService {
  constructor(@Inject(AUTH) private readonly auth: Auth) {}

  /** Who the cookies belong to, or null. Waits for Postgres like every read; then 503, never "not signed in". */
  async personOf(headers: IncomingHttpHeaders): Promise<Person | null> {
    return withStorageRetry(async () => {
      try {
        const found = await this.auth.api.getSession({ headers: fromNodeHeaders(headers) });
        return found ? (found.user as unknown as Person) : null;
      } catch (error) {
        // better-auth hides the database's error behind a bare 500: for a look-up by cookie there is no other cause.
        throw unavailable('The database cannot be reached: try again in a moment.', error);
      }
    });
  }
}
