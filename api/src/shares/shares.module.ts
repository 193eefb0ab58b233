import { Module } from '@nestjs/common';
import { Idempotency } from '../idempotency/idempotency.ts';
import { MeetingsModule } from '../meetings/meetings.module.ts';
import { RecordsModule } from '../records/records.module.ts';
import { SharedController } from './shared.controller.ts';
import { SharedService } from './shared.service.ts';
import { SharesController } from './shares.controller.ts';
import { SharesRepository } from './shares.repository.ts';
import { SharesService } from './shares.service.ts';
import { VisitLimitGuard } from './visit-limit.guard.ts';

@Module({
  imports: [MeetingsModule, RecordsModule],
  controllers: [SharesController, SharedController],
  providers: [SharesService, SharedService, SharesRepository, VisitLimitGuard, Idempotency],
})
export class SharesModule {}
