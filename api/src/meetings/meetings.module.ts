import { Module } from '@nestjs/common';
import { Idempotency } from '../idempotency/idempotency.ts';
import { CreationLimit } from '../limits/creation-limit.ts';
import { AnswersService } from './answers.service.ts';
import { CreationService } from './creation.service.ts';
import { MeetingsController } from './meetings.controller.ts';
import { MeetingsRepository } from './meetings.repository.ts';
import { MeetingsService } from './meetings.service.ts';

@Module({
  controllers: [MeetingsController],
  providers: [MeetingsService, MeetingsRepository, CreationService, AnswersService, CreationLimit, Idempotency],
  exports: [MeetingsRepository],
})
export class MeetingsModule {}
