import { Injectable, SetMetadata, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Request } from 'express';
import { ProblemError } from '../problems/problem.ts';
import { AuthService } from './auth.service.ts';

const PUBLIC = 'bo1:public';
const SESSION_COOKIE = /(?:^|;\s*)(?:__Secure-)?better-auth\.session_token=/;

/** `Public()` opens a route to everybody; `Public({ greets: true })` still says who is asking, where somebody is. */
export const Public = (options: { greets?: boolean } = {}) => SetMetadata(PUBLIC, options);

/** Every route needs a signed-in person unless it says that it is public. */
@Injectable()
export class SignedInGuard implements CanActivate {
  constructor(
    private readonly auth: AuthService,
    private readonly reflector: Reflector,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const isPublic = this.reflector.getAllAndOverride<{ greets?: boolean } | undefined>(PUBLIC, [
      context.getHandler(),
      context.getClass(),
    ]);
    if (isPublic && !isPublic.greets) return true;
    const request = context.switchToHttp().getRequest<Request>();
    // Without the cookie there is nobody to look up.
    const found = SESSION_COOKIE.test(request.headers.cookie ?? '') ? await this.auth.lookUp(request.headers) : null;
    const person = found?.person ?? null;
    request.person = person;
    request.loginId = found?.loginId ?? null;
    if (!person && !isPublic) throw new ProblemError('unauthenticated', 'Sign in, then try again.');
    if (person) request.log?.setBindings?.({ user_id: person.id });
    return true;
  }
}
