import { Module, type DynamicModule } from '@nestjs/common';
import { LoggerModule } from 'nestjs-pino';
import type { Logger } from 'pino';
import { AccountModule } from './account/account.module.ts';
import { AuthModule } from './auth/auth.module.ts';
import { ContextModule } from './context/context.module.ts';
import type { Settings } from './env.ts';
import { EventsModule } from './events/events.module.ts';
import { ExpertsModule } from './experts/experts.module.ts';
import { HealthModule } from './health/health.module.ts';
import { MeetingsModule } from './meetings/meetings.module.ts';
import { MetaModule } from './meta/meta.module.ts';
import { ProblemsModule } from './problems/problems.module.ts';
import { RecordsModule } from './records/records.module.ts';
import { SettingsModule } from './settings.module.ts';
import { SharesModule } from './shares/shares.module.ts';
import { SpendingModule } from './spending/spending.module.ts';
import { StorageModule } from './storage/storage.module.ts';

@Module({})
export class AppModule {
  static for(settings: Settings, logger: Logger): DynamicModule {
    return {
      module: AppModule,
      imports: [
        SettingsModule.for(settings),
        LoggerModule.forRoot({ pinoHttp: { logger }, useExisting: true }),
        StorageModule,
        ProblemsModule,
        AuthModule.for(logger),
        AccountModule,
        ContextModule,
        EventsModule,
        ExpertsModule,
        HealthModule,
        MeetingsModule,
        MetaModule,
        RecordsModule,
        SharesModule,
        SpendingModule,
      ],
    };
  }
}
