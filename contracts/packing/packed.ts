import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

/**
 * Inside the workspace every package is used as its TypeScript sources; Node refuses those from a foreign project's
 * node_modules. So the packed package is JavaScript with declarations: `npm pack` and `npm publish` build it first (build),
 * with exports that lead to it, and put the workspace's package.json back afterwards (restore).
 */
const root = join(import.meta.dirname, '..');
const manifest = join(root, 'package.json');
/** The workspace's package.json, while the packed one stands in its place. */
const kept = join(root, 'package.workspace.json');

function restore(): void {
  if (existsSync(kept)) renameSync(kept, manifest);
}

function build(): void {
  restore(); // an earlier packing was interrupted
  rmSync(join(root, 'dist'), { recursive: true, force: true });
  const compiler = createRequire(import.meta.url).resolve('typescript/bin/tsc');
  execFileSync(process.execPath, [compiler, '-p', join(import.meta.dirname, 'tsconfig.json')], { stdio: 'inherit' });
  const source = readFileSync(manifest, 'utf8');
  const { scripts: _scripts, ...rest } = JSON.parse(source) as Record<string, unknown>;
  writeFileSync(kept, source);
  const exports = { './*': { types: './dist/*.d.ts', default: './dist/*.js' } };
  writeFileSync(manifest, `${JSON.stringify({ ...rest, exports }, null, 2)}\n`);
}

const steps: Record<string, () => void> = { build, restore };
const step = steps[process.argv[2] ?? ''];
if (step === undefined) throw new Error('Say build or restore. This runs by itself with `npm pack`.');
step();
