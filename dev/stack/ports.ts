import { execFileSync } from 'node:child_process';
import { readFileSync, readdirSync, readlinkSync } from 'node:fs';
import { createServer } from 'node:net';
import { StartError } from './failure.ts';

/** How many ports a stack takes from its base on. */
export const PORT_SPAN = 30;

const OFFSETS = {
  proxy: 0,
  web: 1,
  api: 2,
  temporal: 3,
  temporalUi: 4,
  postgres: 5,
  redis: 6,
  s3: 7,
  workerHealth: 8,
  proxyAdmin: 9,
  s3Master: 10,
  s3MasterGrpc: 11,
  s3Volume: 12,
  s3VolumeGrpc: 13,
  s3Filer: 14,
  s3FilerGrpc: 15,
  s3Grpc: 16,
  temporalMetrics: 18,
  temporalHttp: 19,
  anthropic: 20,
  openai: 21,
  brave: 22,
  s3Admin: 28,
  s3AdminGrpc: 29,
} as const;

export type PortName = keyof typeof OFFSETS;
export type Ports = Record<PortName, number>;

/** Every port of the stack that begins at `base`. */
export function portsFrom(base: number): Ports {
  return Object.fromEntries(Object.entries(OFFSETS).map(([name, offset]) => [name, base + offset])) as Ports;
}

/** Whether a server could listen on this loopback port now. */
export function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen({ port, host: '127.0.0.1', exclusive: true }, () => probe.close(() => resolve(true)));
  });
}

function listeningInode(port: number): string | undefined {
  const hex = port.toString(16).toUpperCase().padStart(4, '0');
  for (const table of ['/proc/net/tcp', '/proc/net/tcp6']) {
    const rows = readFileSync(table, 'utf8').split('\n').slice(1);
    for (const row of rows) {
      const cells = row.trim().split(/\s+/);
      if (cells[3] === '0A' && cells[1]?.endsWith(`:${hex}`)) return cells[9];
    }
  }
  return undefined;
}

function linuxHolder(port: number): string | undefined {
  const inode = listeningInode(port);
  if (inode === undefined) return undefined;
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    try {
      const fds = readdirSync(`/proc/${pid}/fd`);
      if (!fds.some((fd) => linkOf(`/proc/${pid}/fd/${fd}`) === `socket:[${inode}]`)) continue;
      return `${readFileSync(`/proc/${pid}/comm`, 'utf8').trim()} (pid ${pid})`;
    } catch {
      continue; // another user's process: its files cannot be read
    }
  }
  return undefined;
}

function linkOf(path: string): string {
  try {
    return readlinkSync(path);
  } catch {
    return '';
  }
}

function lsofHolder(port: number): string | undefined {
  const out = execFileSync('lsof', ['-nP', `-iTCP:${port}`, '-sTCP:LISTEN', '-Fpc'], { encoding: 'utf8' });
  const pid = /^p(\d+)/m.exec(out)?.[1];
  return pid === undefined ? undefined : `${/^c(.+)/m.exec(out)?.[1] ?? 'a process'} (pid ${pid})`;
}

/** Name and pid of the process that listens on a port, where the system tells. */
export function holderOf(port: number): string | undefined {
  try {
    return process.platform === 'linux' ? linuxHolder(port) : lsofHolder(port);
  } catch {
    return undefined;
  }
}

/** Throws a StartError naming the first taken port, the part that wants it, and who holds it. */
export async function requireFree(wanted: { part: string; port: number }[]): Promise<void> {
  for (const { part, port } of wanted) {
    if (await isFree(port)) continue;
    const holder = holderOf(port);
    throw new StartError(
      `Port ${port}, which ${part} needs, is taken${holder === undefined ? '' : ` by ${holder}`}.`,
      `Stop that program, or move the whole stack: BO1_PORT_BASE=${port >= 20_000 ? 9400 : port + 1000 - (port % 100)} npm start`,
    );
  }
}
