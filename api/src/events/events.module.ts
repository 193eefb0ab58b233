import { Module } from '@nestjs/common';
import { MeetingsModule } from '../meetings/meetings.module.ts';
import { EventsController } from './events.controller.ts';
import { EventsRepository } from './events.repository.ts';
import { EventsService } from './events.service.ts';
import { Live } from './live.ts';

@Module({
  imports: [MeetingsModule],
  controllers: [EventsController],
  providers: [EventsService, EventsRepository, Live],
})
export class EventsModule {}
