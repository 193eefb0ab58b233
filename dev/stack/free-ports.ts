import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readJson } from './home.ts';
import { PORT_SPAN, isFree, portsFrom } from './ports.ts';
import { type ProcessIdentity, identify, isRunning } from './processes.ts';

const FIRST = 22_000;
const LAST = 32_600; // below the ports the system hands out to clients

const claims = join(tmpdir(), 'bo1-ports');

function claim(base: number): boolean {
  const file = join(claims, String(base));
  const mine = identify(process.pid);
  for (const attempt of ['first', 'after removing a dead claim']) {
    try {
      writeFileSync(file, JSON.stringify(mine), { flag: 'wx' });
      return true;
    } catch {
      const holder = readJson<ProcessIdentity>(file);
      if (holder !== undefined && isRunning(holder)) return false;
      if (attempt === 'first') rmSync(file, { force: true });
    }
  }
  return false;
}

/**
 * Finds a free range of ports and keeps other test processes of this machine from taking it.
 * @returns the base, and the release of the claim
 */
export async function claimPorts(): Promise<{ base: number; release: () => void }> {
  mkdirSync(claims, { recursive: true });
  const slots = Math.floor((LAST - FIRST) / PORT_SPAN);
  const offset = process.pid % slots;
  for (let i = 0; i < slots; i++) {
    const base = FIRST + ((offset + i) % slots) * PORT_SPAN;
    if (!claim(base)) continue;
    const release = (): void => rmSync(join(claims, String(base)), { force: true });
    const free = await Promise.all(Object.values(portsFrom(base)).map(isFree));
    if (free.every(Boolean)) return { base, release };
    release();
  }
  throw new Error(`No free range of ${PORT_SPAN} ports between ${FIRST} and ${LAST}.`);
}
