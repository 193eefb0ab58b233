import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PORT_SPAN, isFree, portsFrom } from './ports.ts';
import { type ProcessIdentity, identify, isRunning } from './processes.ts';

const FIRST = 22_000;
const LAST = 32_600; // below the ports the system hands out to clients
const SLOTS = Math.floor((LAST - FIRST) / PORT_SPAN);

/** One empty file for each claim, named after the ports and who claims them. */
const shared = join(tmpdir(), 'bo1-port-claims');

interface Claim {
  base: number;
  holder: ProcessIdentity;
}

const nameOf = ({ base, holder }: Claim): string => `${base}.${holder.pid}.${encodeURIComponent(holder.started)}`;

function claimOf(name: string): Claim | undefined {
  const [, base, pid, started] = /^(\d+)\.(\d+)\.(.+)$/.exec(name) ?? [];
  if (base === undefined || started === undefined) return undefined;
  return { base: Number(base), holder: { pid: Number(pid), started: decodeURIComponent(started) } };
}

/** Claims of processes that run; the others are removed: a name is never used again, so nobody else's can be hit. */
function livingClaims(folder: string): Claim[] {
  return readdirSync(folder).flatMap((name) => {
    const claim = claimOf(name);
    if (claim !== undefined && isRunning(claim.holder)) return [claim];
    rmSync(join(folder, name), { force: true });
    return [];
  });
}

/**
 * Writes a claim first and looks for others then: of two processes that want the same ports at least one sees the other
 * and steps back, so never do both have them.
 */
function claim(folder: string, mine: Claim): boolean {
  const file = join(folder, nameOf(mine));
  try {
    writeFileSync(file, '', { flag: 'wx' });
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code === 'EEXIST') return false; // this very process has them
    throw thrown;
  }
  const others = livingClaims(folder).filter(
    ({ base, holder }) => base === mine.base && holder.pid !== mine.holder.pid,
  );
  if (others.length > 0) rmSync(file, { force: true });
  return others.length === 0;
}

/**
 * Finds a free range of ports and keeps other test processes of this machine from taking it.
 * @param folder where the claims are, the same for all who share the ports
 * @returns the base, and the release of the claim; a process that dies has released its claims
 */
export async function claimPorts(folder = shared): Promise<{ base: number; release: () => void }> {
  mkdirSync(folder, { recursive: true });
  const holder = identify(process.pid) ?? { pid: process.pid, started: 'unknown' };
  const offset = process.pid % SLOTS;
  for (let i = 0; i < SLOTS; i++) {
    const mine = { base: FIRST + ((offset + i) % SLOTS) * PORT_SPAN, holder };
    if (!claim(folder, mine)) continue;
    const release = (): void => rmSync(join(folder, nameOf(mine)), { force: true });
    const free = await Promise.all(Object.values(portsFrom(mine.base)).map(isFree));
    if (free.every(Boolean)) return { base: mine.base, release };
    release();
  }
  throw new Error(`No free range of ${PORT_SPAN} ports between ${FIRST} and ${LAST}.`);
}
