import { resolve } from 'node:path';
import { environment, parseGiven, productSettings } from './env.ts';
import { StartError, reasonOf } from './failure.ts';
import { createHome, emptyHome, homeAt } from './home.ts';
import { reloadOnChange } from './hot-reload.ts';
import { verifyModelKey } from './model-key.ts';
import type { StackContext } from './part.ts';
import { devParts, parts, tasks } from './parts/all.ts';
import { repoRoot } from './paths.ts';
import { portsFrom } from './ports.ts';
import { endOrphans, lockHome } from './registry.ts';
import { secretsOf } from './secrets.ts';
import { contextFor, replacedBy } from './settings.ts';
import { Stack } from './stack.ts';
import { status, stop } from './other-commands.ts';
import { fail, print, tell, tone } from './terminal.ts';
import { shortPath, welcome } from './welcome.ts';

const FORCE_AFTER_MS = 1_500; // npm, the shell and the terminal may each deliver the same Ctrl-C

function interrupts(): { asked: Promise<string>; again: Promise<void> } {
  const asked = Promise.withResolvers<string>();
  const again = Promise.withResolvers<void>();
  let first = 0;
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(name, () => {
      first ||= Date.now();
      asked.resolve(name);
      if (Date.now() - first > FORCE_AFTER_MS) again.resolve();
    });
  }
  return { asked: asked.promise, again: again.promise };
}

function assemble(mode: 'start' | 'dev', context: StackContext, replaced: Set<string>): Stack {
  const all = mode === 'dev' ? [...parts, ...devParts] : parts;
  return new Stack(context, all, tasks, replaced, {
    began: (name, ms) => print(`${tone('✓', 'green')} ${name.padEnd(12)} ${tone(`${(ms / 1000).toFixed(1)} s`, 'dim')}`),
    say: tell,
  });
}

async function supervise(mode: 'start' | 'dev', fresh: boolean): Promise<void> {
  const { asked, again } = interrupts();
  const given = parseGiven(environment);
  const home = homeAt(resolve(repoRoot, given.BO1_HOME));
  createHome(home);
  const release = await lockHome(home);
  let stack: Stack | undefined;
  try {
    const orphans = await endOrphans(home);
    if (orphans.length > 0) tell(`an earlier supervisor was killed; ended what it left: ${orphans.join(', ')}`);
    if (fresh) emptyHome(home);
    createHome(home);
    const basis = { ports: portsFrom(given.BO1_PORT_BASE), secrets: secretsOf(home) };
    const context = contextFor(mode, home, basis, given, productSettings(environment));
    const replaced = replacedBy(given);
    if (given.ANTHROPIC_API_KEY !== undefined) await verifyModelKey(context.settings);
    print('', `${tone('Board of One', 'bold')} ${tone(`${shortPath(home.root)}, ports from ${given.BO1_PORT_BASE}`, 'dim')}`, '');
    stack = assemble(mode, context, replaced);
    const began = Date.now();
    const started = stack.start().then(() => 'started');
    started.catch(() => undefined); // looked at below, unless a signal comes first
    if ((await Promise.race([started, asked])) === 'started') {
      welcome(context, Date.now() - began);
      const unwatch = mode === 'dev' ? reloadOnChange(stack.runners) : () => undefined;
      await asked;
      unwatch();
    }
    tell('stopping: the product first, databases last');
    void again.then(() => stack?.kill());
    await stack.stop();
    tell('stopped; nothing is left running');
  } finally {
    await stack?.stop();
    release();
  }
}

async function main(): Promise<void> {
  const [command, ...flags] = process.argv.slice(2);
  try {
    if (command === 'status') status();
    else if (command === 'stop') await stop();
    else await supervise(command === 'dev' ? 'dev' : 'start', flags.includes('--fresh'));
    process.exit(process.exitCode ?? 0);
  } catch (thrown) {
    if (thrown instanceof StartError) fail(thrown.message, thrown.remedy);
    else fail(reasonOf(thrown), thrown instanceof Error ? (thrown.stack ?? '') : '');
    process.exit(1);
  }
}

await main();
