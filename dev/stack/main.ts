import { StartError, reasonOf } from './failure.ts';
import { status, stop } from './other-commands.ts';
import { chores, devParts, parts, tasks } from './parts/all.ts';
import { supervise } from './supervise.ts';
import { fail } from './terminal.ts';

async function main(): Promise<void> {
  const [command, ...flags] = process.argv.slice(2);
  try {
    if (command === 'status') status();
    else if (command === 'stop') await stop();
    else {
      const mode = command === 'dev' ? 'dev' : 'start';
      const all = mode === 'dev' ? [...parts, ...devParts] : parts;
      await supervise({ mode, fresh: flags.includes('--fresh'), parts: all, tasks, chores });
    }
    process.exit(process.exitCode ?? 0);
  } catch (thrown) {
    if (thrown instanceof StartError) fail(thrown.message, thrown.remedy);
    else fail(reasonOf(thrown), thrown instanceof Error ? (thrown.stack ?? '') : '');
    process.exit(1);
  }
}

await main();
