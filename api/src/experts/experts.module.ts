import { Module } from '@nestjs/common';
import { Idempotency } from '../idempotency/idempotency.ts';
import { CatalogueController } from './catalogue.controller.ts';
import { ExpertsController } from './experts.controller.ts';
import { ExpertsRepository } from './experts.repository.ts';
import { ExpertsService } from './experts.service.ts';

@Module({
  controllers: [ExpertsController, CatalogueController],
  providers: [ExpertsService, ExpertsRepository, Idempotency],
  exports: [ExpertsRepository],
})
export class ExpertsModule {}
