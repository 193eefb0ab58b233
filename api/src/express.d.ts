import type { Person } from './auth/person.ts';

declare global {
  namespace Express {
    interface Request {
      /** Set by the sign-in guard. */
      person?: Person | null;
    }
  }
}
