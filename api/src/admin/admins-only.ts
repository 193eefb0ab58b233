import { applyDecorators, Injectable, UseGuards, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Request } from 'express';
import { isAdmin } from '../auth/person.ts';
import { ProblemError } from '../problems/problem.ts';

/** Runs after the guard that asks who it is, and before anything of the request is read. */
@Injectable()
export class AdminGuard implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    const { person } = context.switchToHttp().getRequest<Request>();
    if (!isAdmin(person ?? null)) throw new ProblemError('forbidden', 'This is for administrators only.');
    return true;
  }
}

/** A controller whose every route is for admins; others are told 403, whether or not the thing exists. */
export const AdminsOnly = () => applyDecorators(ApiTags('Administration'), UseGuards(AdminGuard));
