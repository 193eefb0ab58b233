import { Inject, Injectable } from '@nestjs/common';
import type { Meta } from '@bo1/contracts/health/schema';
import { isAdmin, type Person } from '../auth/person.ts';
import type { Settings } from '../env.ts';
import { SETTINGS } from '../storage/tokens.ts';

export const NAME = 'Board of One';
export const VERSION = '0.1.0';

@Injectable()
export class MetaService {
  constructor(@Inject(SETTINGS) private readonly settings: Settings) {}

  /** What a page must know before anybody signed in. The demo login exists with the embedded database only. */
  meta(person: Person | null): Meta {
    const { BO1_DEMO_USER: email, BO1_DEMO_PASSWORD: password } = this.settings;
    return {
      name: NAME,
      version: VERSION,
      build_id: this.settings.BO1_BUILD_ID,
      simulated_model: this.settings.BO1_MODEL_SIMULATED,
      demo: email && password ? { email, password } : null,
      temporal_ui_url: isAdmin(person) ? (this.settings.BO1_TEMPORAL_UI_URL ?? null) : null,
    };
  }
}
