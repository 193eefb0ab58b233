import { Mend } from './mend.mjs';

const live = Boolean(process.stdout.isTTY) && process.env.TERM !== 'dumb';
const colour = live && !process.env.NO_COLOR;
const paint = (code) => (text) => (colour ? `\u001b[${code}m${text}\u001b[0m` : text);

export const bold = paint(1);
export const dim = paint(2);
export const red = paint(31);
export const green = paint(32);

/** Prints lines, indented by two. */
export function say(...lines) {
  for (const line of lines) process.stdout.write(line === '' ? '\n' : `  ${line}\n`);
}

/** Prints a failure and what mends it. */
export function fail(thrown) {
  const known = thrown instanceof Mend;
  say('', `${red('✗')} ${bold(thrown.message)}`);
  for (const line of (known ? thrown.remedy : (thrown.stack ?? '')).split('\n')) if (line !== '') say(`  ${line}`);
  say('');
}

const seconds = (since) => `${((Date.now() - since) / 1000).toFixed(1)} s`;

/** Steps under way. @type {Set<{name: string, since: number}>} */
const running = new Set();

/** Shows that steps go on: one line with a clock each on a terminal, a line now and then elsewhere. */
function show() {
  const clocks = [...running].map(({ name, since }) => `· ${name} ${dim(seconds(since))}`);
  if (live) process.stdout.write(`\r\u001b[K  ${clocks.join('  ')}`);
  else for (const { name, since } of running) say(dim(`  ${name}: ${seconds(since)}`));
}
let timer;

function begin(entry) {
  running.add(entry);
  timer ??= setInterval(show, live ? 200 : 20_000);
}

function end(entry) {
  running.delete(entry);
  if (live) process.stdout.write('\r\u001b[K');
  if (running.size > 0) return;
  clearInterval(timer);
  timer = undefined;
}

/**
 * Runs a piece of work and shows that it goes on, beside others that do.
 * @template T
 * @param {string} name what is being done
 * @param {() => Promise<T>} work
 * @param {(result: T) => string} [outcome] a few words on the result
 * @returns {Promise<T>}
 */
export async function step(name, work, outcome = () => '') {
  const entry = { name, since: Date.now() };
  if (!live) say(`· ${name} …`);
  begin(entry);
  try {
    const result = await work();
    const words = outcome(result);
    end(entry);
    say(`${green('✓')} ${name}${words === '' ? '' : ` ${words}`} ${dim(seconds(entry.since))}`);
    return result;
  } catch (thrown) {
    end(entry);
    say(`${red('✗')} ${name} ${dim(seconds(entry.since))}`);
    throw thrown;
  }
}

/** Runs pieces of work side by side to their ends; throws the first failure then, so that nothing is left half done. */
export async function sideBySide(...works) {
  const ends = await Promise.allSettled(works.map((work) => work()));
  const failed = ends.find(({ status }) => status === 'rejected');
  if (failed) throw failed.reason;
}
