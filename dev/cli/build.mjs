import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { modernNode, nodeModules, root } from './place.mjs';
import { runLogged } from './run-command.mjs';
import { sideBySide, step } from './say.mjs';
import { fingerprint, isCurrent, writeStamp } from './stamps.mjs';

const node = (label, script, args, options) =>
  runLogged(label, modernNode(), [join(nodeModules, script), ...args], options);

const LOCK = 'package-lock.json';

const products = {
  database: {
    name: 'generating the database client',
    stamp: 'prisma/generated/.bo1-stamp',
    inputs: ['prisma/schema.prisma', 'prisma/prisma.config.ts', LOCK],
    // Generating needs no schema engine, but looks for one to download; any executable file ends that.
    make: () =>
      node('prisma-generate', 'prisma/build/index.js', ['generate'], {
        cwd: join(root, 'prisma'),
        env: { ...process.env, PRISMA_SCHEMA_ENGINE_BINARY: process.execPath, PRISMA_HIDE_UPDATE_MESSAGE: '1' },
      }),
  },
  api: {
    name: 'building the API',
    stamp: 'api/dist/.bo1-stamp',
    inputs: ['api', 'contracts', 'prisma', 'temporal', 'tsconfig.base.json', LOCK],
    make: () => node('build-api', 'typescript/bin/tsc', ['-p', join(root, 'api/tsconfig.build.json')]),
  },
  web: {
    name: 'building the web',
    stamp: 'web/.next/.bo1-stamp',
    remembers: 'web/.next', // a package that was missing stays missing for it
    inputs: ['web', 'contracts', 'tsconfig.base.json', LOCK],
    make: () =>
      node('build-web', 'next/dist/bin/next', ['build'], {
        cwd: join(root, 'web'),
        env: { ...process.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' },
      }),
  },
};

async function renew({ name, stamp, inputs, make, remembers }) {
  const path = join(root, stamp);
  const print = fingerprint(inputs);
  if (existsSync(path) && isCurrent(path, print)) return;
  try {
    await step(name, make);
  } catch (thrown) {
    // What failed may have been mended outside its inputs, by a whole install: the next attempt begins from nothing.
    if (remembers) rmSync(join(root, remembers), { recursive: true, force: true });
    throw thrown;
  }
  writeStamp(path, print);
}

/**
 * Makes products whose inputs changed since they were made: the database's client first, since others are made with it.
 * @param {('database' | 'api' | 'web')[]} names
 */
export async function build(names) {
  if (names.includes('database')) await renew(products.database);
  const others = names.filter((name) => name !== 'database');
  await sideBySide(...others.map((name) => () => renew(products[name])));
}
