import { join } from 'node:path';
import { modernNode, nodeModules, outsideEnvironment, root } from './place.mjs';
import { runLogged } from './run-command.mjs';
import { step } from './say.mjs';
import { fingerprint, isCurrent, writeStamp } from './stamps.mjs';

const FOLDER = 'bench/peers/foreign';
const folder = join(root, FOLDER);

/**
 * Installs the engines that the product is compared with. They have a lock file of their own: nothing else needs them, so
 * `npm ci` of the product does not bring them. What is written against them is type-checked here, since only here they are.
 */
export async function benchPeers() {
  await unlessDone('packages', [`${FOLDER}/package-lock.json`], () =>
    step('installing the engines to compare with', () =>
      runLogged('npm-ci-peers', 'npm', ['ci', '--ignore-scripts'], { cwd: folder, env: outsideEnvironment() }),
    ),
  );
  await unlessDone('types', ['bench/peers', 'tsconfig.base.json'], () =>
    step('checking what is written for them', () =>
      runLogged('types-peers', modernNode(), [join(nodeModules, 'typescript/bin/tsc'), '--noEmit', '-p', folder]),
    ),
  );
}

async function unlessDone(name, inputs, work) {
  const stamp = join(folder, `node_modules/.bo1-${name}`);
  const print = fingerprint(inputs);
  if (isCurrent(stamp, print)) return;
  await work();
  writeStamp(stamp, print);
}
