import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { ProductStack } from './stack.ts';
import { waitFor } from './wait.ts';

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

/** A folder for homes; whatever still runs in it is ended with the test. */
function folderForHomes(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'bo1-homes-'));
  onTestFinished(() => {
    for (const pid of processesOf(folder)) process.kill(pid, 'SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  });
  return folder;
}

describe.skipIf(!existsSync('/proc/self/environ'))('neither processes nor a home stay behind', () => {
  test('of a stack that does not come up in time', async () => {
    const folder = folderForHomes();
    await expect(ProductStack.start({}, { folder, within: 1_000 })).rejects.toThrow('Waited 1000 ms for the stack');
    expect(processesOf(folder)).toEqual([]);
    expect(readdirSync(folder)).toEqual([]);
  });

  test('of a run that is killed', async () => {
    const folder = folderForHomes();
    const script = `import { ProductStack } from '${import.meta.dirname}/stack.ts';
      await ProductStack.start({}, { folder: '${folder}' });`;
    const run = spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: 'ignore' });
    await waitFor('some parts', () => processesOf(folder).length > 2);
    run.kill('SIGKILL');
    await waitFor('their end', () => processesOf(folder).length === 0 && readdirSync(folder).length === 0);
  });
});
