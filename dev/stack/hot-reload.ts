import { type FSWatcher, watch } from 'node:fs';
import { join } from 'node:path';
import { reasonOf } from './failure.ts';
import { repoRoot } from './paths.ts';
import type { Runner } from './runner.ts';
import { tell } from './terminal.ts';

const SETTLE_MS = 250; // an editor writes a file in several steps

function matters(folder: string, file: string): boolean {
  if (/(^|\/)(node_modules|\.next|histories)\//.test(file) || /\.(test|spec)\.tsx?$/.test(file)) return false;
  return folder.endsWith('dist')
    ? file.endsWith('.js')
    : /\.(ts|prisma|sql|json)$/.test(file) && !/(^|\/)dist\//.test(file);
}

/** Restarts each part when a file below one of its folders changes. Returns the end of watching. */
export function reloadOnChange(runners: Runner[]): () => void {
  const watchers: FSWatcher[] = [];
  for (const runner of runners) {
    let timer: NodeJS.Timeout | undefined;
    const changed = (file: string): void => {
      clearTimeout(timer);
      timer = setTimeout(() => {
        tell(`${runner.part.name} restarts: ${file} changed`);
        runner.restart().catch((thrown) => tell(reasonOf(thrown), 'bad'));
      }, SETTLE_MS);
    };
    for (const folder of runner.part.watch ?? []) {
      const onEvent = (_kind: string, file: string | null): void => {
        if (file !== null && matters(folder, file)) changed(join(folder, file));
      };
      watchers.push(watch(join(repoRoot, folder), { recursive: true }, onEvent));
    }
  }
  return () => watchers.forEach((watcher) => watcher.close());
}
