import { builtinModules } from 'node:module';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type WorkflowBundle, workflowBundle } from './bundle.ts';

let folder: string;
let bundle: WorkflowBundle;
let code: string;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'bo1-bundle-'));
  bundle = await workflowBundle(folder);
  code = await readFile(bundle.codePath, 'utf8');
}, 60_000);
afterAll(() => rm(folder, { recursive: true }));

/** Modules by the names that webpack gives them. */
const modules = () => [...code.matchAll(/^\/\*\*\*\/ "([^"]+)"$/gm)].map((match) => match[1]!);

test('holds the workflows, the values they share and the SDK, and nothing else', () => {
  const foreign = modules().filter((name) => !/^(\.\/|\.\.\/)*(workflows|contracts)\//.test(name) && !isSdk(name));
  expect(modules().length).toBeGreaterThan(50);
  expect(foreign).toEqual([]);

  // `?…` stands for converters of payloads that a product may bring, and we do not.
  function isSdk(name: string) {
    return /node_modules\/(@temporalio\/|ms\/|long\/|nexus-rpc\/|heap-js\/|proto3-json-serializer\/)|^__temporal|^\?/.test(
      name,
    );
  }
});

test.each(['zod', '@prisma', 'ioredis', 'pino', '@temporalio/client', '@temporalio/worker', '@anthropic-ai'])(
  'has no %s in it',
  (name) => expect(modules().filter((module) => module.includes(`node_modules/${name}/`))).toEqual([]),
);

test('has no schema, test or Node built-in in it', () => {
  expect(modules().filter((name) => /schema|\.w?test\.|\/testing\//.test(name))).toEqual([]);
  const builtins = new Set(builtinModules);
  expect(modules().filter((name) => name.startsWith('node:') || builtins.has(name))).toEqual([]);
});

test('is built once: the next start takes it as it is', async () => {
  const began = performance.now();
  expect(await workflowBundle(folder)).toEqual(bundle);
  expect(performance.now() - began).toBeLessThan(500);
});
