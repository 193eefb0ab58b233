import 'reflect-metadata';
import { createApp } from './app.ts';
import { createLogger } from './correlation/request-log.ts';
import { readSettings, SettingsError } from './env.ts';

/** A stop that takes longer than this is forced: the supervisor shall not have to. */
const STOP_WITHIN_MS = 8_000;

async function main(): Promise<void> {
  const settings = readSettings();
  const logger = createLogger(settings.BO1_LOG_LEVEL);
  const app = await createApp(settings, logger);
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.once(signal, () => setTimeout(() => process.exit(0), STOP_WITHIN_MS).unref());
  }
  await app.listen(settings.BO1_API_PORT, settings.BO1_API_HOST);
  logger.info({ url: await app.getUrl() }, 'listening');
}

main().catch((error: unknown) => {
  const why = error instanceof SettingsError ? error.message : error;
  process.stderr.write(`${why instanceof Error ? (why.stack ?? why.message) : String(why)}\n`);
  process.exit(1);
});
