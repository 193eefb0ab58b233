import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { Mend } from './mend.mjs';
import { runLogged } from './run-command.mjs';
import { step } from './say.mjs';

const MAC = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];
const LINUX = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'];

function find() {
  if (process.platform === 'darwin') return MAC.find((path) => existsSync(path));
  for (const name of LINUX) {
    const found = spawnSync('sh', ['-c', `command -v ${name}`], { encoding: 'utf8' }).stdout.trim();
    if (found !== '') return found;
  }
  return undefined;
}

/**
 * Path of a Chromium for the browser tests (`CHROMIUM_PATH` wins); installed where that needs nobody's leave.
 * @returns {Promise<string>}
 */
export async function chromium() {
  const chosen = process.env.CHROMIUM_PATH;
  if (chosen) {
    if (existsSync(chosen)) return chosen;
    throw new Mend(
      `CHROMIUM_PATH is ${chosen}, and nothing is there.`,
      'Point it to a Chromium or Chrome, or unset it.',
    );
  }
  const present = find();
  if (present !== undefined) return present;
  if (process.platform === 'darwin')
    throw new Mend('The browser tests need Google Chrome.', 'Run: brew install --cask google-chrome');
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) {
    throw new Mend('The browser tests need Chromium.', 'Run: sudo apt-get install -y chromium (or set CHROMIUM_PATH)');
  }
  await step('installing Chromium for the browser tests', async () => {
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    await runLogged('apt-update', 'apt-get', ['update', '-q'], { env });
    await runLogged('apt-chromium', 'apt-get', ['install', '-y', '-q', '--no-install-recommends', 'chromium'], { env });
  });
  return find() ?? '/usr/bin/chromium';
}
