import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { createTemporalClient } from '@bo1/temporal/client';
import { createMeetings, type Meetings } from '@bo1/temporal/meetings';
import { engineOf } from '@bo1/temporal/settings';
import type { Settings } from '../env.ts';
import { SETTINGS } from './tokens.ts';

/** The engine's own timer runs on while this process is busy: longer than whoever asks would wait. */
const PROBE_DEADLINE_MS = 10_000;

/** The way to the workflow engine: connects with the first call. */
@Injectable()
export class TemporalConnection implements OnApplicationShutdown {
  readonly meetings: Meetings;
  private readonly client: ReturnType<typeof createTemporalClient>;

  constructor(@Inject(SETTINGS) settings: Settings) {
    this.client = createTemporalClient(engineOf(settings));
    this.meetings = createMeetings(this.client);
  }

  /** Throws where the frontend does not answer. */
  async probe(): Promise<void> {
    const { connection } = this.client;
    await connection.withDeadline(Date.now() + PROBE_DEADLINE_MS, () => connection.workflowService.getSystemInfo({}));
  }

  async onApplicationShutdown(): Promise<void> {
    await this.client.connection.close();
  }
}
