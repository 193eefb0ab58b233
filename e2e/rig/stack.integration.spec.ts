import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { ProductStack } from './stack.ts';

/** Processes whose environment names the folder, by their pids. */
function processesOf(folder: string): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .filter((pid) => {
      try {
        return readFileSync(`/proc/${pid}/environ`, 'latin1').includes(`BO1_HOME=${folder}`);
      } catch {
        return false;
      }
    })
    .map(Number);
}

test.skipIf(!existsSync('/proc/self/environ'))(
  'a stack that does not come up in time leaves neither processes nor its home behind',
  async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'bo1-late-'));
    onTestFinished(() => {
      for (const pid of processesOf(folder)) process.kill(pid, 'SIGKILL');
      rmSync(folder, { recursive: true, force: true });
    });
    await expect(ProductStack.start({}, { folder, within: 1_000 })).rejects.toThrow('Waited 1000 ms for the stack');
    expect(processesOf(folder)).toEqual([]);
    expect(readdirSync(folder)).toEqual([]);
  },
);
