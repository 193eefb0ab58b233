import { createHash } from 'node:crypto';
import { glob, mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { bundleWorkflowCode, DefaultLogger } from '@temporalio/worker';

const ROOT = path.resolve(import.meta.dirname, '..');
export const WORKFLOWS_PATH = path.join(ROOT, 'workflows/index.ts');

/** What a bundle is made of: our workflows, the values they share, and the SDK. */
const SOURCES = ['workflows/**/*.ts', 'contracts/*/values.ts'];
const NOT_BUNDLED = /\.(test|spec)\.ts$|\/(testing|fixtures)\//;

export interface WorkflowBundle {
  codePath: string;
  /** Hash of everything that the bundle is made of; also the build id of a versioned worker. */
  buildId: string;
}

/**
 * The workflows as one file that a worker starts from in 0.3 s instead of 1.3 s. Built at the first start of a build, then
 * taken from `cacheDir`.
 */
export async function workflowBundle(cacheDir: string): Promise<WorkflowBundle> {
  const buildId = await hashSources();
  const codePath = path.join(cacheDir, `workflows-${buildId}.js`);
  if (!(await exists(codePath))) await build(codePath);
  return { codePath, buildId };
}

async function build(codePath: string): Promise<void> {
  const { code } = await bundleWorkflowCode({ workflowsPath: WORKFLOWS_PATH, logger: new DefaultLogger('WARN') });
  await mkdir(path.dirname(codePath), { recursive: true });
  // Renamed into place: another process that starts at the same time sees a whole file or none.
  const draft = `${codePath}.${process.pid}`;
  await writeFile(draft, code);
  await rename(draft, codePath);
}

async function hashSources(): Promise<string> {
  const files: string[] = [];
  for (const pattern of SOURCES) {
    for await (const file of glob(pattern, { cwd: ROOT, exclude: (name) => name === 'node_modules' })) files.push(file);
  }
  const hash = createHash('sha256').update(sdkVersion());
  for (const file of files.filter((name) => !NOT_BUNDLED.test(name)).toSorted()) {
    hash.update(`\0${file}\0`).update(await readFile(path.join(ROOT, file)));
  }
  return hash.digest('hex').slice(0, 16);
}

function sdkVersion(): string {
  const require = createRequire(import.meta.url);
  return (require('@temporalio/workflow/package.json') as { version: string }).version;
}

const exists = (file: string) =>
  readFile(file).then(
    () => true,
    () => false,
  );
