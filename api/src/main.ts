import { enableCompileCache } from 'node:module';

// Half of the start is compiling modules: what the last start compiled is kept, so everything else is imported after this.
enableCompileCache();
const { start } = await import('./start.ts');

start().catch((error: unknown) => {
  const isOurs = error instanceof Error && error.name === 'SettingsError';
  const why = isOurs ? error.message : error instanceof Error ? (error.stack ?? error.message) : String(error);
  process.stderr.write(`${why}\n`);
  process.exit(1);
});
