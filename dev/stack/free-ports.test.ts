import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { claimPorts } from './free-ports.ts';
import { nodeBinary } from './paths.ts';
import { PORT_SPAN, portsFrom } from './ports.ts';

const DEFAULT_BASE = 7400;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'bo1-claims-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** A process that claims as often as asked, prints the bases and lives until its input ends. */
function claimant(times: number): { bases: Promise<number[]>; kill: () => Promise<unknown> } {
  const script = `
    const { claimPorts } = await import(${JSON.stringify(join(import.meta.dirname, 'free-ports.ts'))});
    const bases = [];
    for (let i = 0; i < ${times}; i++) bases.push((await claimPorts(${JSON.stringify(folder)})).base);
    console.log(JSON.stringify(bases));
    process.stdin.resume();`;
  const child = spawn(nodeBinary, ['--input-type=module', '-e', script], { stdio: ['pipe', 'pipe', 'inherit'] });
  const ended = new Promise((resolve) => child.once('close', resolve));
  const bases = new Promise<number[]>((resolve, reject) => {
    child.stdout.once('data', (chunk: Buffer) => resolve(JSON.parse(chunk.toString()) as number[]));
    child.once('error', reject);
  });
  return { bases, kill: () => (child.kill('SIGKILL'), ended) };
}

test('processes that claim at the same moment never get overlapping ports, nor those of a usual start', async () => {
  const claimants = Array.from({ length: 4 }, () => claimant(5));
  try {
    const bases = (await Promise.all(claimants.map((one) => one.bases))).flat().sort((one, other) => one - other);
    expect(bases).toHaveLength(20);
    for (const [at, base] of bases.entries()) expect(base).toBeGreaterThanOrEqual((bases[at - 1] ?? 0) + PORT_SPAN);
    expect(bases[0]).toBeGreaterThan(DEFAULT_BASE + PORT_SPAN);
  } finally {
    await Promise.all(claimants.map((one) => one.kill()));
  }
});

test('every port of a stack lies within its own span', () => {
  const ports = Object.values(portsFrom(DEFAULT_BASE));
  expect(new Set(ports).size).toBe(ports.length);
  for (const port of ports) expect(port - DEFAULT_BASE).toBeLessThan(PORT_SPAN);
});

test('the claims of a killed process, and files that are none, are cleared away', async () => {
  const dead = claimant(3);
  const [first = 0] = await dead.bases;
  expect(readdirSync(folder)).toHaveLength(3);
  await dead.kill();
  writeFileSync(join(folder, '22690'), '');
  const { base, release } = await claimPorts(folder);
  expect(readdirSync(folder)).toEqual([expect.stringMatching(new RegExp(`^${base}\\.${process.pid}\\.`))]);
  release();
  expect(readdirSync(folder)).toEqual([]);
  expect(first).toBeGreaterThan(0);
});

test('a range in which a server listens is passed over', async () => {
  const { base, release } = await claimPorts(folder);
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(base + 5, '127.0.0.1', resolve));
  try {
    release();
    const next = await claimPorts(folder);
    expect(next.base).not.toBe(base);
    next.release();
  } finally {
    server.close();
  }
});
