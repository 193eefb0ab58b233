import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { expect, test } from 'vitest';

const root = path.resolve(import.meta.dirname, '../..');

test('a promise that nobody waits for is refused, whichever way it is lost', () => {
  const args = ['node_modules/oxlint/bin/oxlint', '--type-aware', '--format=json', 'dev/lint/promises'];
  const { status, stdout } = spawnSync(process.execPath, args, { cwd: root, encoding: 'utf8' });
  const { diagnostics } = JSON.parse(stdout) as {
    diagnostics: { code: string; labels: { span: { line: number } }[] }[];
  };
  const found = diagnostics.map(({ code, labels }) => `${labels[0]!.span.line} ${/\((.*)\)/.exec(code)?.[1]}`);
  expect(found.toSorted()).toEqual(['5 no-floating-promises', '9 no-misused-promises']);
  expect(status).toBe(1);
});
