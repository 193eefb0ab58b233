import 'reflect-metadata';
import { createApp } from './app.ts';
import { createLogger } from './correlation/request-log.ts';
import { readSettings } from './env.ts';

/** A stop that takes longer than this is forced: the supervisor shall not have to. */
const STOP_WITHIN_MS = 8_000;

/** Reads the settings and listens until a signal ends the process. Throws SettingsError before anything is connected. */
export async function start(): Promise<void> {
  const settings = readSettings();
  const logger = createLogger(settings.BO1_LOG_LEVEL);
  const app = await createApp(settings, logger);
  app.enableShutdownHooks(['SIGTERM', 'SIGINT'], { useProcessExit: true });
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.once(signal, () => setTimeout(() => process.exit(0), STOP_WITHIN_MS).unref());
  }
  await app.listen(settings.BO1_API_PORT, settings.BO1_API_HOST);
  logger.info({ url: await app.getUrl(), pid: process.pid }, 'listening');
}
