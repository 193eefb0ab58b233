import { Inject, Injectable } from '@nestjs/common';
import { withStorageRetry } from '@bo1/prisma/client';
import { fromNodeHeaders } from 'better-auth/node';
import type { IncomingHttpHeaders } from 'node:http';
import type { Auth } from './auth.ts';
import type { Person } from './person.ts';

export const AUTH = Symbol('auth');

@Injectable()
export class AuthService {
  constructor(@Inject(AUTH) private readonly auth: Auth) {}

  /** Who the cookies belong to and by which sign-in, or null. Waits for Postgres like every read; then 503, never "not signed in". */
  async lookUp(headers: IncomingHttpHeaders): Promise<{ person: Person; loginId: string } | null> {
    return withStorageRetry(async () => {
      const found = await this.auth.api.getSession({ headers: fromNodeHeaders(headers) }).catch(outage);
      return found && { person: found.user as unknown as Person, loginId: found.session.id };
    });
  }
}

/** better-auth hides the database's error behind a bare 500; a look-up by cookie has no other cause for one. */
function outage(cause: unknown): never {
  throw Object.assign(new Error('The sign-in cannot be looked up.', { cause }), { code: 'P1001' });
}
