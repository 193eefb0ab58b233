import { Global, Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import type { Db } from '@bo1/prisma/client';
import { PinoLogger } from 'nestjs-pino';
import type { Settings } from '../env.ts';
import { DATABASE, SETTINGS } from '../storage/tokens.ts';
import { SignedInGuard } from './auth.guard.ts';
import { AUTH, AuthService } from './auth.service.ts';
import { createAuth } from './auth.ts';

@Global()
@Module({
  providers: [
    {
      provide: AUTH,
      useFactory: (db: Db, settings: Settings, log: PinoLogger) => createAuth(db, settings, log.logger),
      inject: [DATABASE, SETTINGS, PinoLogger],
    },
    AuthService,
    { provide: APP_GUARD, useClass: SignedInGuard },
  ],
  exports: [AUTH, AuthService],
})
export class AuthModule {}
