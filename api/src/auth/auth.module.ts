import { Global, Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import type { Db } from '@bo1/prisma/client';
import type { Redis } from 'ioredis';
import { PinoLogger } from 'nestjs-pino';
import type { Settings } from '../env.ts';
import { DATABASE, REDIS, SETTINGS } from '../storage/tokens.ts';
import { SignedInGuard } from './auth.guard.ts';
import { AUTH, AuthService } from './auth.service.ts';
import { createAuth } from './auth.ts';
import { Logins } from './logins.ts';
import { createRateLimit } from './rate-limit.ts';

@Global()
@Module({
  providers: [
    {
      provide: AUTH,
      useFactory: (db: Db, redis: Redis, settings: Settings, log: PinoLogger) =>
        createAuth(db, createRateLimit(redis, log.logger), settings, log.logger),
      inject: [DATABASE, REDIS, SETTINGS, PinoLogger],
    },
    AuthService,
    Logins,
    { provide: APP_GUARD, useClass: SignedInGuard },
  ],
  exports: [AUTH, AuthService, Logins],
})
export class AuthModule {}
