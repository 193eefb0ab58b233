import { mkdirSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { Mend } from './mend.mjs';
import { home, root } from './place.mjs';
import { bold, dim, green, red, say } from './say.mjs';
import { lint, types, vitest } from './suite-kinds.mjs';

const MINUTE = 60_000;

/** Every suite in the order in which `npm test` runs them: cheap and telling first. */
const suites = {
  types: (place) => types(place),
  lint: (place) => lint(place),
  unit: (place) => vitest('unit', place, 4 * MINUTE),
  workflow: (place) => vitest('workflow', place, 8 * MINUTE),
  integration: (place) => vitest('integration', place, 15 * MINUTE),
  e2e: (place) => vitest('e2e', place, 15 * MINUTE),
  kill: (place) => vitest('kill', place, 20 * MINUTE),
  recovery: (place) => vitest('recovery', place, 10 * MINUTE),
};

/** Run side by side with lint, one after the other: none starts servers, and one core is enough for each. */
const BESIDE_LINT = ['types', 'unit'];

/** Starts a suite; gives its result with how long it took. */
async function run(name, place) {
  const since = Date.now();
  const result = await suites[name](place);
  return { ...result, seconds: (Date.now() - since) / 1000 };
}

function report(name, { passed, failed, failures, figures, skipped = [], seconds }) {
  const took = dim(`${seconds.toFixed(1)} s`);
  const empty = passed + failed === 0;
  const good = failed === 0 && !empty;
  const rest = skipped.length > 0 ? `, ${skipped.length} skipped` : '';
  const counts = empty ? red('ran no test') : `${passed} passed${failed > 0 ? red(`, ${failed} failed`) : ''}${rest}`;
  say(`${good ? green('✓') : red('✗')} ${bold(name.padEnd(12))} ${counts}  ${took}`);
  for (const figure of figures) say(`    ${figure}`);
  for (const title of skipped) say(dim(`    – skipped: ${title}`));
  for (const { title, message } of failures.slice(0, 25)) {
    say(`    ${red('✗')} ${title}`);
    const told = message.split('\n').filter((line) => !/^\s+at .*node_modules/.test(line));
    for (const line of told.slice(0, 40)) say(dim(`        ${line.slice(0, 220)}`));
  }
  if (failures.length > 25) say(`    … and ${failures.length - 25} more`);
  return good;
}

/** Suites that are under way at once, by name. */
function startedEarly(names, place) {
  const early = new Map();
  if (!names.includes('lint')) return early;
  early.set('lint', run('lint', place));
  let before = Promise.resolve();
  for (const name of names.filter((other) => BESIDE_LINT.includes(other))) {
    early.set(name, (before = before.then(() => run(name, place))));
  }
  return early;
}

/** Throws when a name is no suite's: said before a minute of installing. */
export function requireSuites(names) {
  const unknown = names.find((name) => suites[name] === undefined);
  if (unknown !== undefined)
    throw new Mend(`There is no suite "${unknown}".`, `Choose from: ${Object.keys(suites).join(', ')}`);
}

/**
 * Runs suites one after the other, types and unit beside lint; reports go to `$BO1_HOME/results`, the terminal gets one line a suite, its figures
 * and its failures. Closes with the sum.
 * @param {string[]} [names] default: all
 * @returns {Promise<number>} exit code: 0 only when every suite ran and nothing failed
 */
export async function runSuites(names = Object.keys(suites)) {
  const place = join(home, 'results');
  rmSync(place, { recursive: true, force: true });
  mkdirSync(place, { recursive: true });
  say(
    '',
    `${bold('Board of One')} ${dim(`suites: ${names.join(', ')}; reports in ${relative(root, place) || place}`)}`,
    '',
  );
  let passed = 0;
  let failed = 0;
  let skipped = 0;
  let good = true;
  const early = startedEarly(names, place);
  for (const name of names) {
    const result = await (early.get(name) ?? run(name, place));
    if (result.interrupted) {
      say(`${red('✗')} ${name} was interrupted`);
      return 130;
    }
    good = report(name, result) && good;
    passed += result.passed;
    failed += result.failed;
    skipped += result.skipped?.length ?? 0;
  }
  // The last line stays as CI reads it.
  if (skipped > 0) process.stdout.write(`\n${skipped} skipped: this machine lacks what they need\n`);
  process.stdout.write(`\n${passed} passed, ${failed} failed\n`);
  return good ? 0 : 1;
}
