import { globSync } from 'node:fs';
import path from 'node:path';
import { ESLint } from 'eslint';
import { beforeAll, describe, expect, test } from 'vitest';
import { borders } from './borders.js';

// The fixtures are ignored by the ordinary run and linted here by the same configuration.
const root = path.resolve(import.meta.dirname, '../..');
const fixtures = globSync('dev/lint/fixtures/**/*.ts', { cwd: root });
const rules = new Set(['@typescript-eslint/no-restricted-imports', 'no-restricted-syntax']);

let results: ESLint.LintResult[];
beforeAll(async () => {
  results = await new ESLint({ cwd: root, ignore: false }).lintFiles(fixtures);
}, 120_000);

function refusals(file: string) {
  const result = results.find(({ filePath }) => filePath === path.join(root, file));
  return result!.messages.filter((message) => message.ruleId !== null && rules.has(message.ruleId));
}

describe('import borders', () => {
  test.each(fixtures)('%s is refused with a message that teaches', (file) => {
    const messages = refusals(file);
    expect(messages).toHaveLength(1);
    expect(messages[0]!.message.length).toBeGreaterThan(60);
  });

  test('every guarded folder has a fixture', () => {
    for (const { folder } of borders) expect(fixtures.some((file) => file.includes(`fixtures/${folder}/`))).toBe(true);
  });
});
