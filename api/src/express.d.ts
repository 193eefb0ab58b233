import type { Person } from './auth/person.ts';

declare global {
  namespace Express {
    interface Request {
      /** Set by the sign-in guard. */
      person?: Person | null;
      /** The sign-in that the person came by. Set with it. */
      loginId?: string | null;
    }
  }
}
