import { StartError } from './failure.ts';
import { diskFull, hasRoom } from './home.ts';
import { lastLines, logFile } from './logs.ts';
import type { Part, StackContext } from './part.ts';

/** Why a part ended, as far as its log and the disk tell. A log that lies on a full disk does not say that it is full. */
export function explainDeath(part: Part, { home }: StackContext, how: string): StartError {
  const tail = lastLines(home, part.name, 6);
  if (!hasRoom(home) || tail.some((line) => /no space left on device|ENOSPC/i.test(line))) {
    return diskFull(home, `${part.name} could not write`);
  }
  const log = logFile(home, part.name);
  const said = tail.length === 0 ? `It printed nothing to ${log}.` : `It said last (${log}):`;
  return new StartError(`${part.name} ${how}.`, [said, ...tail.map((line) => `  ${line}`)].join('\n'));
}
