import { Module } from '@nestjs/common';
import { SpendingController } from './spending.controller.ts';
import { SpendingRepository } from './spending.repository.ts';
import { SpendingService } from './spending.service.ts';

@Module({ controllers: [SpendingController], providers: [SpendingService, SpendingRepository] })
export class SpendingModule {}
