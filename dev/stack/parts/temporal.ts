import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Part, StackContext } from '../part.ts';
import { wheelBinary } from '../paths.ts';
import { answers } from '../probe.ts';
import { run } from '../run.ts';

const RETENTION = '30d';

/** Registered at every start: they are back even when the store was deleted. */
export const SEARCH_ATTRIBUTES = [
  'Bo1Kind=Keyword',
  'Bo1Status=Keyword',
  'Bo1UserId=Keyword',
  'Bo1Tier=Keyword',
  'Bo1Round=Int',
];

/** Host and port of the embedded Temporal server. */
export function temporalAddress(context: Pick<StackContext, 'ports'>): string {
  return `127.0.0.1:${context.ports.temporal}`;
}

/** Where people look at workflows. */
export function temporalUiUrl(context: Pick<StackContext, 'ports'>): string {
  return `http://127.0.0.1:${context.ports.temporalUi}`;
}

function flags(context: StackContext): string[] {
  const { ports, home } = context;
  return [
    '--ip=127.0.0.1',
    '--ui-ip=127.0.0.1',
    `--port=${ports.temporal}`,
    `--ui-port=${ports.temporalUi}`,
    `--http-port=${ports.temporalHttp}`,
    `--metrics-port=${ports.temporalMetrics}`,
    `--db-filename=${join(home.state.temporal, 'temporal.db')}`,
    '--log-level=warn',
    ...SEARCH_ATTRIBUTES.flatMap((attribute) => ['--search-attribute', attribute]),
  ];
}

/** Temporal's development server with its UI, on a SQLite file. */
export const temporal: Part = {
  name: 'temporal',
  needs: [],
  ports: ['temporal', 'temporalUi', 'temporalHttp', 'temporalMetrics'],
  stop: { signal: 'SIGTERM', graceMs: 4_000, stage: 1 },
  async prepare(context) {
    mkdirSync(context.home.state.temporal, { recursive: true });
  },
  command: (context) => ({
    file: wheelBinary('temporal'),
    args: ['server', 'start-dev', ...flags(context)],
    // Its heap is small: collecting it a third as often costs tens of MB and saves a twentieth of its processor time.
    env: { GOGC: '300' },
    cwd: context.home.state.temporal,
  }),
  ready: (context) => answers(`http://127.0.0.1:${context.ports.temporalHttp}/api/v1/namespaces/default`),
  async settle(context) {
    const target = ['--address', temporalAddress(context), '--namespace', 'default', '--retention', RETENTION];
    await run({ file: wheelBinary('temporal'), args: ['operator', 'namespace', 'update', ...target] }, context);
  },
  describe: (context) => ({ address: temporalAddress(context), ui_url: temporalUiUrl(context), namespace: 'default' }),
};
