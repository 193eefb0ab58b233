import { Module } from '@nestjs/common';
import { ContextController } from './context.controller.ts';
import { ContextRepository } from './context.repository.ts';
import { ContextService } from './context.service.ts';

@Module({ controllers: [ContextController], providers: [ContextService, ContextRepository] })
export class ContextModule {}
