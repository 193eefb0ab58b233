import { Module } from '@nestjs/common';
import { HealthController } from './health.controller.ts';
import { HealthService } from './health.service.ts';
import { Probes } from './probes.ts';

@Module({ controllers: [HealthController], providers: [HealthService, Probes] })
export class HealthModule {}
