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

/**
 * Runs a piece of work and shows that it goes on: a running clock on a terminal, a line now and then elsewhere.
 * @template T
 * @param {string} name what is being done
 * @param {() => Promise<T>} work
 * @param {(result: T) => string} [outcome] a few words on the result
 * @returns {Promise<T>}
 */
export async function step(name, work, outcome = () => '') {
  const since = Date.now();
  if (!live) say(`· ${name} …`);
  const show = () =>
    live ? process.stdout.write(`\r  · ${name} ${dim(seconds(since))} `) : say(dim(`  ${name}: ${seconds(since)}`));
  const timer = setInterval(show, live ? 200 : 20_000);
  try {
    const result = await work();
    const words = outcome(result);
    clearInterval(timer);
    say(
      `${live ? '\r\u001b[K  ' : ''}${green('✓')} ${name}${words === '' ? '' : ` ${words}`} ${dim(seconds(since))}`.replace(
        /^ {2}\r/,
        '\r',
      ),
    );
    return result;
  } catch (thrown) {
    clearInterval(timer);
    if (live) process.stdout.write('\r\u001b[K');
    say(`${red('✗')} ${name} ${dim(seconds(since))}`);
    throw thrown;
  }
}
