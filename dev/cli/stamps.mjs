import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { root } from './place.mjs';

const SKIPPED = new Set(['node_modules', 'dist', '.next', 'generated', 'histories', 'fixtures']);
const TEST = /\.(test|spec|e2e|kill|bench)\.[a-z]+$/;
/** Written by the builds themselves among their inputs. */
const WRITTEN = /^next-env\.d\.ts$|\.tsbuildinfo$/;

function filesBelow(path) {
  if (!existsSync(path)) return [];
  if (statSync(path).isFile()) return [path];
  const entries = readdirSync(path, { withFileTypes: true }).filter(
    ({ name }) => !SKIPPED.has(name) && !TEST.test(name) && !WRITTEN.test(name),
  );
  return entries.flatMap((entry) => filesBelow(join(path, entry.name)));
}

/** Hash over the content of files and folders (relative to the repository), tests and products left out. */
export function fingerprint(inputs) {
  const hash = createHash('sha256').update(`${process.platform}-${process.arch}`);
  for (const file of inputs.flatMap((input) => filesBelow(join(root, input))).sort()) {
    hash.update(file.slice(root.length)).update('\0').update(readFileSync(file));
  }
  return hash.digest('hex');
}

/** Whether the product beside this stamp was made from inputs with this fingerprint. */
export function isCurrent(stamp, print) {
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === print;
}

/** Notes what a product was made from; written last, so that a broken run is done again. */
export function writeStamp(stamp, print) {
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, print);
}
