import { Module } from '@nestjs/common';
import { MetaController } from './meta.controller.ts';
import { MetaService } from './meta.service.ts';

@Module({ controllers: [MetaController], providers: [MetaService] })
export class MetaModule {}
