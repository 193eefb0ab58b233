import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { type WorkflowBundle, workflowBundle } from '../../temporal/bundle.ts';
import { CACHE } from '../../temporal/testing.ts';
import { fromJson, type Recorded, replay } from '../../temporal/testing/histories.ts';
import { silenceRuntime } from '../../temporal/testing/runtime.ts';
import { shapes } from './fixtures/shapes.ts';

const FOLDER = path.join(import.meta.dirname, 'histories');
const parse = (text: string) =>
  (JSON.parse(text) as Recorded[]).map((recorded) => ({ ...recorded, history: fromJson(recorded.history) }));
const text = (name: string) => readFileSync(path.join(FOLDER, name), 'utf8');

let bundle: WorkflowBundle;
beforeAll(async () => {
  silenceRuntime();
  bundle = await workflowBundle(CACHE);
});

/** The gate: a build that fails here would break meetings that are running when it is rolled out. Guard it by `patched`. */
test.each(readdirSync(FOLDER))('%s replays', async (name) => {
  await replay(bundle, parse(text(name)));
});

test('every shape of control flow has its recording', () => {
  expect(readdirSync(FOLDER).toSorted()).toEqual(
    Object.keys(shapes())
      .map((name) => `${name}.json`)
      .toSorted(),
  );
});

test('a history that the code would not have made is noticed', async () => {
  const changed = parse(text('board.json').replaceAll('"decompose"', '"compose"'));
  await expect(replay(bundle, changed)).rejects.toThrow('do not replay');
});
