import { spawn } from 'node:child_process';
import { createWriteStream, existsSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { modernNode, nodeModules, root } from './place.mjs';

/**
 * @typedef {object} Result
 * @property {number} passed
 * @property {number} failed
 * @property {{title: string, message: string}[]} failures
 * @property {string[]} figures lines for people
 * @property {string[]} [skipped] titles of tests that this machine has no means for
 * @property {boolean} [interrupted] somebody pressed Ctrl-C
 */

/** Lines that suites print for people begin with this mark; they are shown, the rest stays in the report. */
const FIGURE = /^\s*» ?(.+)$/gm;

/** Runs a script on the modern Node, its output in a file; ends its whole group when it takes too long. */
function runScript(path, script, args, limitMs = 10 * 60_000) {
  const log = createWriteStream(path);
  return new Promise((done) => {
    const child = spawn(modernNode(), [join(nodeModules, script), ...args], {
      cwd: root,
      env: { ...process.env, NO_COLOR: '1', FORCE_COLOR: undefined },
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    });
    const end = (signal) => {
      try {
        process.kill(-child.pid, signal);
      } catch {
        return; // it has ended
      }
    };
    let interrupted = false;
    const interrupt = () => {
      interrupted = true;
      end('SIGTERM');
    };
    for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(name, interrupt);
    let printed = '';
    let late = false;
    const timer = setTimeout(() => ((late = true), end('SIGKILL')), limitMs);
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk) => {
        printed = (printed + chunk).slice(-2_000_000);
        log.write(chunk);
      });
    }
    child.once('close', (code) => {
      clearTimeout(timer);
      for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.off(name, interrupt);
      log.end();
      done({ code: code ?? 1, printed, late, interrupted });
    });
  });
}

/** Workspaces with the same compiler settings, checked as one program: a file that many import is checked once. */
const SHARED_PROGRAMS = ['dev/types/servers.json', 'dev/types/suites.json'];

/** Folders that a program names, e.g. `../../contracts/**` as `contracts`. */
const foldersOf = (program) =>
  JSON.parse(readFileSync(join(root, program), 'utf8')).include.map((glob) => glob.split('/')[2]);

/** What to give to the compiler: the shared programs, and each workspace that is in none of them. */
function programs() {
  const { workspaces } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const shared = new Set(SHARED_PROGRAMS.flatMap(foldersOf));
  const alone = workspaces.filter((folder) => !shared.has(folder) && existsSync(join(root, folder, 'tsconfig.json')));
  return [...SHARED_PROGRAMS, ...alone];
}

/**
 * The compiler's native port checks three to four times faster, and has no programming interface: what is linted and emitted
 * stays with the other.
 */
const CHECKER = 'typescript-7/bin/tsc';

/** Type-checks every workspace, two programs at a time; each program counts as one test. */
export async function types(place) {
  const result = { passed: 0, failed: 0, failures: [], figures: [] };
  const queue = programs();
  const next = async () => {
    for (let program = queue.shift(); program !== undefined; program = queue.shift()) {
      const name = basename(program, '.json');
      const cache = join(nodeModules, `.cache/bo1/${name}.tsbuildinfo`);
      const args = ['--noEmit', '-p', join(root, program), '--incremental', '--tsBuildInfoFile', cache];
      const { code, printed, interrupted } = await runScript(join(place, `types-${name}.log`), CHECKER, args);
      if (interrupted) result.interrupted = true;
      if (code === 0) result.passed++;
      else {
        result.failed++;
        result.failures.push({ title: `types of ${name}`, message: printed.trim() });
      }
    }
  };
  await Promise.all([next(), next()]);
  return result;
}

/** Folders in which a promise that nobody waits for is a lost effect. */
const SERVERS = ['workflows', 'activities', 'temporal', 'prisma', 'api'];

/**
 * Linters, each counted as one test. What needs types is left to the one whose types come from the native compiler: it takes
 * seconds where ESLint takes most of a minute.
 */
const LINTERS = {
  lint: [
    'eslint/bin/eslint.js',
    ['.', '--max-warnings=0', '--cache', '--cache-location', join(nodeModules, '.cache/eslint/')],
  ],
  'lost promises': ['oxlint/bin/oxlint', ['--type-aware', '--deny-warnings', ...SERVERS]],
};

/** Lints the whole repository. */
export async function lint(place) {
  const result = { passed: 0, failed: 0, failures: [], figures: [], interrupted: false };
  for (const [title, [script, args]] of Object.entries(LINTERS)) {
    const log = join(place, `${title.replace(' ', '-')}.log`);
    const { code, printed, interrupted } = await runScript(log, script, args);
    result.interrupted ||= interrupted;
    if (code === 0) result.passed++;
    else {
      result.failed++;
      result.failures.push({ title, message: printed.trim() });
    }
  }
  return result;
}

function readReport(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return undefined;
  }
}

const nameOf = ({ name }) => (name.startsWith(root) ? name.slice(root.length + 1) : name);

const skippedOf = (report) =>
  report.testResults.flatMap((file) => {
    const tests = file.assertionResults.filter((test) => test.status === 'skipped');
    return tests.map((test) => `${nameOf(file)} › ${test.fullName}`);
  });

function failuresOf(report) {
  return report.testResults.flatMap((file) => {
    const tests = file.assertionResults.filter((test) => test.status === 'failed');
    const name = nameOf(file);
    if (tests.length === 0 && file.status === 'failed') return [{ title: name, message: file.message ?? '' }];
    return tests.map((test) => ({
      title: `${name} › ${test.fullName}`,
      message: (test.failureMessages ?? []).join('\n'),
    }));
  });
}

/**
 * Runs one vitest project.
 * @param {string} project
 * @param {string} place folder for its log and report
 * @param {number} limitMs after which it counts as hung
 * @returns {Promise<Result>}
 */
export async function vitest(project, place, limitMs) {
  const json = join(place, `${project}.json`);
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${json}`];
  const log = join(place, `${project}.log`);
  const { code, printed, late, interrupted } = await runScript(
    log,
    'vitest/vitest.mjs',
    ['run', '--project', project, ...reporters],
    limitMs,
  );
  const figures = [...printed.matchAll(FIGURE)].map((match) => match[1] ?? '');
  const report = readReport(json);
  if (interrupted) return { passed: 0, failed: 0, failures: [], figures, interrupted };
  if (late || report === undefined) {
    const message = late ? `not ended within ${limitMs / 60_000} minutes; see ${log}` : printed.trim().slice(-1_500);
    return { passed: 0, failed: 1, failures: [{ title: project, message }], figures };
  }
  const failures = failuresOf(report);
  // A file that could not be loaded, or an error outside any test, fails the run without a failed test.
  const failed = Math.max(report.numFailedTests, failures.length, code === 0 || report.numTotalTests === 0 ? 0 : 1);
  const rest =
    failed > failures.length ? [{ title: `${project} ended with ${code}`, message: printed.trim().slice(-1_500) }] : [];
  const skipped = skippedOf(report);
  return { passed: report.numPassedTests, failed, failures: [...failures, ...rest], figures, skipped };
}
