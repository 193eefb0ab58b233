import { relative } from 'node:path';
import type { StackContext } from './part.ts';
import { repoRoot } from './paths.ts';
import type { Runner } from './runner.ts';
import type { StackFile } from './stack-file.ts';
import { columns, print, tone } from './terminal.ts';

/** A path as short as it can be said from the project's folder. */
export function shortPath(path: string): string {
  const short = relative(repoRoot, path);
  return short === '' || short.startsWith('..') ? path : short;
}

function model({ settings }: StackContext): string[] {
  if (settings.BO1_MODEL_SIMULATED !== 'true') return [...realModel(settings), ...research(settings)];
  return [
    `${tone('The model is simulated:', 'yellow')} answers and sources are made up on this machine, no key needed, nothing is sent anywhere.`,
    `With a real one: ${tone('ANTHROPIC_API_KEY=sk-ant-… npm start', 'cyan')}`,
  ];
}

function realModel(settings: Record<string, string>): string[] {
  const anthropic = settings.ANTHROPIC_API_KEY && (settings.ANTHROPIC_BASE_URL ?? 'Anthropic');
  const other = settings.OPENAI_BASE_URL ?? (settings.OPENAI_API_KEY && 'OpenAI');
  const first = `The model is real: calls go to ${anthropic ?? other} and cost money.`;
  return anthropic && other ? [first, `While it is out of reach they go to ${other}.`] : [first];
}

const research = (settings: Record<string, string>): string[] =>
  settings.BRAVE_API_KEY ? ['Boards may ask the web: queries go to Brave Search.'] : [];

/** Prints the table of addresses, the demo login and the notice on the model. */
export function welcome(context: StackContext, tookMs: number): void {
  const { settings, home } = context;
  const rows = [['Board of One', tone(settings.BO1_PUBLIC_URL ?? '', 'cyan')]];
  if (settings.BO1_TEMPORAL_UI_URL) rows.push(['Temporal UI', tone(settings.BO1_TEMPORAL_UI_URL, 'cyan')]);
  rows.push(['API health', tone(`${settings.BO1_PUBLIC_URL}/api/health`, 'cyan')]);
  if (settings.BO1_DEMO_USER) {
    rows.push(['Sign in', `${settings.BO1_DEMO_USER}  (admin: ${settings.BO1_ADMIN_USER})`]);
    rows.push(['Password', `${settings.BO1_DEMO_PASSWORD}`]);
  }
  rows.push(['State, logs', shortPath(home.root)]);
  print('', `${tone('Ready', 'bold')} in ${(tookMs / 1000).toFixed(1)} s`, '');
  print(...columns(rows).map((row) => `  ${row}`), '', ...model(context), '');
  print(tone('Ctrl-C stops everything; the next start goes on where it was, running meetings included.', 'dim'), '');
}

const STATES: Record<Runner['state'], 'green' | 'yellow' | 'red' | 'dim'> = {
  ready: 'green',
  starting: 'yellow',
  idle: 'dim',
  down: 'red',
  stopped: 'dim',
};

/** Rows of `npm run status`: part, state, pid, address. */
export function statusRows(file: StackFile, alive: (pid: number) => boolean): string[][] {
  const { simulators, supervisor: _s, ready_in_ms: _r, credentials: _c, ...parts } = file;
  const all = {
    ...parts,
    ...Object.fromEntries(
      Object.entries(simulators).map(([name, entry]) => [
        entry.external === true ? name : `${name} (simulator)`,
        entry,
      ]),
    ),
  };
  return Object.entries(all).map(([name, entry]) => {
    const pid = Number(entry?.pid ?? 0);
    const known = entry?.external === true ? 'external' : pid !== 0 && !alive(pid) ? 'gone' : String(entry?.state);
    const address = String(entry?.url ?? entry?.address ?? entry?.endpoint ?? entry?.health_url ?? '');
    const where = address.replace(/\/\/[^@/]*@/, '//'); // no password in a terminal
    const serves = pid !== 0 && known !== 'gone';
    return [name, tone(known, STATES[known as Runner['state']] ?? 'dim'), serves ? String(pid) : '-', where];
  });
}
