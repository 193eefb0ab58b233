import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { ROLES } from '@bo1/contracts/account/schema';
import type { Tier } from '@bo1/contracts/meeting/values';
import type { Request } from 'express';
import { ProblemError } from '../problems/problem.ts';

/** Who is asking, as far as the API needs to know. */
export interface Person {
  id: string;
  email: string;
  name: string;
  role: (typeof ROLES)[number];
  tier: Tier;
  skipClarification: boolean;
  createdAt: Date;
}

export const isAdmin = (person: Person | null): boolean => person?.role === 'admin';

/** The signed-in person; on public routes use `MaybeCaller`. */
export const Caller = createParamDecorator((_: unknown, context: ExecutionContext): Person => {
  const { person } = context.switchToHttp().getRequest<Request>();
  if (!person) throw new ProblemError('unauthenticated', 'Sign in, then try again.');
  return person;
});

export const MaybeCaller = createParamDecorator(
  (_: unknown, context: ExecutionContext): Person | null => context.switchToHttp().getRequest<Request>().person ?? null,
);
