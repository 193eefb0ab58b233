import { Global, Inject, Module, type OnApplicationShutdown } from '@nestjs/common';
import { createPrisma, type Db } from '@bo1/prisma/client';
import type { Redis } from 'ioredis';
import { PinoLogger } from 'nestjs-pino';
import type { Settings } from '../env.ts';
import { Files } from './files.ts';
import { createRedis } from './redis.ts';
import { TemporalConnection } from './temporal.ts';
import { DATABASE, MEETINGS_ENGINE, REDIS, SETTINGS } from './tokens.ts';

/** Every connection of the process; each is made without waiting, so that the API starts while a part is away. */
@Global()
@Module({
  providers: [
    {
      provide: DATABASE,
      useFactory: (settings: Settings) =>
        createPrisma(settings.DATABASE_URL, { poolSize: settings.BO1_API_POOL_SIZE, applicationName: 'bo1-api' }),
      inject: [SETTINGS],
    },
    {
      provide: REDIS,
      useFactory: (settings: Settings, log: PinoLogger) => createRedis(settings.REDIS_URL, log.logger),
      inject: [SETTINGS, PinoLogger],
    },
    TemporalConnection,
    {
      provide: MEETINGS_ENGINE,
      useFactory: (temporal: TemporalConnection) => temporal.meetings,
      inject: [TemporalConnection],
    },
    Files,
  ],
  exports: [DATABASE, REDIS, MEETINGS_ENGINE, TemporalConnection, Files],
})
export class StorageModule implements OnApplicationShutdown {
  constructor(
    @Inject(DATABASE) private readonly db: Db,
    @Inject(REDIS) private readonly redis: Redis,
  ) {}

  async onApplicationShutdown(): Promise<void> {
    this.redis.disconnect();
    await this.db.$disconnect();
  }
}
