import { type DynamicModule, Global, Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import type { Db } from '@bo1/prisma/client';
import type { Redis } from 'ioredis';
import type { Logger } from 'pino';
import type { Settings } from '../env.ts';
import { DATABASE, REDIS, SETTINGS } from '../storage/tokens.ts';
import { SignedInGuard } from './auth.guard.ts';
import { AUTH, AuthService } from './auth.service.ts';
import { createAuth } from './auth.ts';
import { Logins } from './logins.ts';
import { createRateLimit } from './rate-limit.ts';

@Global()
@Module({})
export class AuthModule {
  /** @param logger this API's own: nestjs-pino has one for a process, that of the first API in it */
  static for(logger: Logger): DynamicModule {
    const auth = {
      provide: AUTH,
      useFactory: (db: Db, redis: Redis, settings: Settings) =>
        createAuth(db, createRateLimit(redis, logger), settings, logger),
      inject: [DATABASE, REDIS, SETTINGS],
    };
    return {
      module: AuthModule,
      providers: [auth, AuthService, Logins, { provide: APP_GUARD, useClass: SignedInGuard }],
      exports: [AUTH, AuthService, Logins],
    };
  }
}
