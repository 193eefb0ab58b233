import { Module } from '@nestjs/common';
import { MeetingsModule } from '../meetings/meetings.module.ts';
import { Idempotency } from '../idempotency/idempotency.ts';
import { ActionsController } from './actions.controller.ts';
import { ActionsService } from './actions.service.ts';
import { ChoicesController } from './choices.controller.ts';
import { ChoicesRepository } from './choices.repository.ts';
import { ChoicesService } from './choices.service.ts';
import { Printer } from './pdf/printer.ts';
import { RecordsController } from './records.controller.ts';
import { RecordsService } from './records.service.ts';

@Module({
  imports: [MeetingsModule],
  controllers: [RecordsController, ChoicesController, ActionsController],
  providers: [RecordsService, ChoicesService, ActionsService, ChoicesRepository, Printer, Idempotency],
  exports: [ChoicesRepository],
})
export class RecordsModule {}
