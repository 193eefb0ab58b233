import { resolve } from 'node:path';
import { environment, parseGiven, productSettings } from './env.ts';
import { askExternal } from './external.ts';
import { together } from './failure.ts';
import { createHome, emptyHome, homeAt } from './home.ts';
import { reloadOnChange } from './hot-reload.ts';
import type { Chore, Part, StackContext, Task } from './part.ts';
import { repoRoot } from './paths.ts';
import { portsFrom } from './ports.ts';
import { endOrphans, lockHome } from './registry.ts';
import { secretsOf } from './secrets.ts';
import { contextFor, replacedBy } from './settings.ts';
import { Stack } from './stack.ts';
import { print, tell, tone } from './terminal.ts';
import { askVendors } from './vendor-keys.ts';
import { shortPath, welcome } from './welcome.ts';

/** What to supervise, and how. */
export interface Supervision {
  mode: 'start' | 'dev';
  /** Begin empty: data and secrets of the home are removed first. */
  fresh: boolean;
  parts: Part[];
  tasks: Task[];
  chores: Chore[];
}

const FORCE_AFTER_MS = 1_500; // npm, the shell and the terminal may each deliver the same Ctrl-C

interface Interrupts {
  /** The first signal that asks for the end. */
  asked: Promise<string>;
  /** Somebody asks again and will not wait. */
  again: Promise<void>;
}

function interrupts(): Interrupts {
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

function assemble({ parts, tasks }: Supervision, context: StackContext, replaced: Set<string>): Stack {
  return new Stack(context, parts, tasks, replaced, {
    began: (name, ms) =>
      print(`${tone('✓', 'green')} ${name.padEnd(12)} ${tone(`${(ms / 1000).toFixed(1)} s`, 'dim')}`),
    say: tell,
  });
}

/** Runs a prepared stack until a signal comes, then ends it in order. */
async function runUntilAsked(stack: Stack, { mode, chores }: Supervision, signals: Interrupts): Promise<void> {
  const began = Date.now();
  const started = stack.start().then(() => 'started');
  started.catch(() => undefined); // looked at below, unless a signal comes first
  if ((await Promise.race([started, signals.asked])) === 'started') {
    welcome(stack.context, Date.now() - began);
    const unwatch = mode === 'dev' ? reloadOnChange(stack.runners, chores, stack.context) : () => undefined;
    await signals.asked;
    unwatch();
  }
  tell('stopping: the product first, databases last');
  void signals.again.then(() => stack.kill());
  await stack.stop();
  tell('stopped; nothing is left running');
}

/** Asks servers and vendors that a person named; throws a StartError that names all that cannot be used. */
async function requireUsable(context: StackContext, replaced: Set<string>, set: Record<string, string>): Promise<void> {
  const [{ refused, doubts }, keys] = await Promise.all([askExternal(context, replaced), askVendors(set)]);
  for (const doubt of doubts) tell(doubt, 'bad');
  const [first, ...rest] = [...refused, ...keys];
  if (first !== undefined) throw together([first, ...rest]);
}

/**
 * Starts the stack of this process' environment and keeps it alive until Ctrl-C, SIGTERM or a closed terminal.
 * @throws StartError when it cannot run; nothing is left running then
 */
export async function supervise(supervision: Supervision): Promise<void> {
  const signals = interrupts();
  const given = parseGiven(environment);
  const home = homeAt(resolve(repoRoot, given.BO1_HOME));
  createHome(home);
  const release = await lockHome(home);
  try {
    const orphans = await endOrphans(home);
    if (orphans.length > 0) tell(`the last supervisor was killed; ended what it left: ${orphans.join(', ')}`);
    if (supervision.fresh) {
      emptyHome(home);
      tell('begins empty: data, secrets and logs of the last start are removed');
    }
    createHome(home);
    const basis = { ports: portsFrom(given.BO1_PORT_BASE), secrets: secretsOf(home) };
    const set = productSettings(environment);
    const context = contextFor(supervision.mode, home, basis, given, set);
    const replaced = replacedBy(given);
    await requireUsable(context, replaced, set);
    print(
      '',
      `${tone('Board of One', 'bold')} ${tone(`${shortPath(home.root)}, ports from ${given.BO1_PORT_BASE}`, 'dim')}`,
      '',
    );
    await runUntilAsked(assemble(supervision, context, replaced), supervision, signals);
  } finally {
    release();
  }
}
