import { Module } from '@nestjs/common';
import { MeetingsModule } from '../meetings/meetings.module.ts';
import { RecordsController } from './records.controller.ts';
import { RecordsService } from './records.service.ts';

@Module({ imports: [MeetingsModule], controllers: [RecordsController], providers: [RecordsService] })
export class RecordsModule {}
