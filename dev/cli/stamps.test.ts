import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';

let root: string;
let fingerprint: (inputs: string[]) => string;
beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'bo1-stamps-'));
  cpSync(import.meta.dirname, join(root, 'dev/cli'), { recursive: true });
  mkdirSync(join(root, 'web/app'), { recursive: true });
  writeFileSync(join(root, 'web/app/page.tsx'), 'one');
  ({ fingerprint } = (await import(join(root, 'dev/cli/stamps.mjs'))) as { fingerprint: typeof fingerprint });
});
afterAll(() => rmSync(root, { recursive: true }));

test('what a build leaves among its inputs, and tests, make no second build; a changed source does', () => {
  const before = fingerprint(['web']);
  mkdirSync(join(root, 'web/.next'));
  for (const name of ['next-env.d.ts', 'tsconfig.tsbuildinfo', 'app/page.test.tsx', '.next/BUILD_ID'])
    writeFileSync(join(root, 'web', name), 'written by the build');
  expect(fingerprint(['web'])).toBe(before);
  writeFileSync(join(root, 'web/app/page.tsx'), 'two');
  expect(fingerprint(['web'])).not.toBe(before);
});
