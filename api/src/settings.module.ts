import { Global, Module, type DynamicModule } from '@nestjs/common';
import type { Settings } from './env.ts';
import { SETTINGS } from './storage/tokens.ts';

@Global()
@Module({})
export class SettingsModule {
  static for(settings: Settings): DynamicModule {
    return { module: SettingsModule, providers: [{ provide: SETTINGS, useValue: settings }], exports: [SETTINGS] };
  }
}
