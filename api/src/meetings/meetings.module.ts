import { Module } from '@nestjs/common';
import { ExpertsModule } from '../experts/experts.module.ts';
import { Idempotency } from '../idempotency/idempotency.ts';
import { CreationLimit } from '../limits/creation-limit.ts';
import { AnswersService } from './answers.service.ts';
import { BeginningService } from './beginning.service.ts';
import { CreationService } from './creation.service.ts';
import { BudgetController } from './budget.controller.ts';
import { BudgetService } from './budget.service.ts';
import { FloorController } from './floor.controller.ts';
import { FloorService } from './floor.service.ts';
import { MeetingsController } from './meetings.controller.ts';
import { MeetingsRepository } from './meetings.repository.ts';
import { MeetingsService } from './meetings.service.ts';
import { RetryController } from './retry.controller.ts';
import { RetryService } from './retry.service.ts';

@Module({
  imports: [ExpertsModule],
  controllers: [MeetingsController, RetryController, FloorController, BudgetController],
  providers: [
    MeetingsService,
    MeetingsRepository,
    BeginningService,
    CreationService,
    RetryService,
    AnswersService,
    FloorService,
    BudgetService,
    CreationLimit,
    Idempotency,
  ],
  exports: [MeetingsRepository],
})
export class MeetingsModule {}
