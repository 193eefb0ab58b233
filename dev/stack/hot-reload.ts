import { createHash } from 'node:crypto';
import { type FSWatcher, readFileSync, readdirSync, watch } from 'node:fs';
import { join } from 'node:path';
import { reasonOf } from './failure.ts';
import type { Chore, StackContext } from './part.ts';
import { repoRoot } from './paths.ts';
import { run } from './run.ts';
import type { Runner } from './runner.ts';
import { tell } from './terminal.ts';

const SETTLE_MS = 250; // an editor writes a file in several steps

/** Whether a process has read this file, or may have. */
function isSource(folder: string, file: string): boolean {
  if (/(^|\/)(node_modules|\.next|histories)\//.test(file) || /\.(test|spec)\.tsx?$/.test(file)) return false;
  return folder.endsWith('dist') ? file.endsWith('.js') : /\.(ts|json)$/.test(file) && !/(^|\/)dist\//.test(file);
}

/** What a change below some folders leads to. */
interface Reaction {
  folders: readonly string[];
  concerns(folder: string, file: string): boolean;
  /** @param file path from the root */
  react(file: string): Promise<void>;
}

const restartOf = (runner: Runner): Reaction => ({
  folders: runner.part.watch ?? [],
  concerns: isSource,
  react(file) {
    tell(`${runner.part.name} restarts: ${file} changed`);
    return runner.restart();
  },
});

const doingOf = (chore: Chore, context: StackContext, signal: AbortSignal): Reaction => ({
  folders: [chore.folder],
  concerns: (_folder, file) => chore.file.test(file),
  async react(file) {
    for (const command of chore.commands?.(context) ?? []) await run(command, context, { signal });
    tell(`${file} changed: ${chore.told}`);
  },
});

function hashOf(path: string): string {
  try {
    return createHash('sha1').update(readFileSync(path)).digest('base64');
  } catch {
    return 'gone';
  }
}

/**
 * Tells whether a file is another than it was when last asked: one that is written anew as it was is no change, and a
 * compiler's first run writes everything anew.
 */
function newsIn({ folders, concerns }: Reaction, root: string): (file: string) => boolean {
  const known = new Map<string, string>();
  for (const folder of folders) {
    const files = readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' });
    for (const file of files.filter((name) => concerns(folder, name)))
      known.set(join(folder, file), hashOf(join(root, folder, file)));
  }
  return (file) => {
    const [before, now] = [known.get(file) ?? 'gone', hashOf(join(root, file))];
    known.set(file, now);
    return before !== now;
  };
}

/** Collects what changes within a moment, and never lets two reactions run at once. */
function settled(reaction: Reaction, root: string, signal: AbortSignal): (file: string) => void {
  const { react } = reaction;
  const isNews = newsIn(reaction, root);
  const touched = new Set<string>();
  let timer: NodeJS.Timeout | undefined;
  let running = Promise.resolve();
  let isQueued = false;
  const begin = (): void => {
    const file = [...touched].filter(isNews).at(-1);
    touched.clear();
    if (file === undefined || isQueued || signal.aborted) return;
    isQueued = true;
    running = running
      .then(() => {
        isQueued = false;
        return signal.aborted ? undefined : react(file);
      })
      .catch((thrown: unknown) => {
        if (!signal.aborted) tell(reasonOf(thrown), 'bad');
      });
  };
  return (file) => {
    clearTimeout(timer);
    touched.add(file);
    timer = setTimeout(begin, SETTLE_MS);
  };
}

/**
 * Restarts each part when a source below one of its folders changes, and does the chores that other files ask for.
 * @param root folder from which parts and chores name theirs
 * @returns the end of watching; what was about to happen does not any more
 */
export function reloadOnChange(
  runners: readonly Runner[],
  chores: readonly Chore[],
  context: StackContext,
  root = repoRoot,
): () => void {
  const end = new AbortController();
  const reactions = [...runners.map(restartOf), ...chores.map((chore) => doingOf(chore, context, end.signal))];
  const watchers = reactions.flatMap((reaction): FSWatcher[] => {
    const changed = settled(reaction, root, end.signal);
    return reaction.folders.map((folder) =>
      watch(join(root, folder), { recursive: true }, (_kind, file) => {
        if (file !== null && reaction.concerns(folder, file)) changed(join(folder, file));
      }),
    );
  });
  return () => {
    end.abort();
    for (const watcher of watchers) watcher.close();
  };
}
