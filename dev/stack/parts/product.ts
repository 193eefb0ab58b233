import { join } from 'node:path';
import type { Chore, Command, Part, StackContext, Task } from '../part.ts';
import { nodeBinary, repoRoot } from '../paths.ts';
import { answers } from '../probe.ts';

const DRAIN_MS = 11_000; // they drain for at most 10 s themselves

function node(context: StackContext, args: string[], cwd = repoRoot): Command {
  return { file: nodeBinary, args, cwd, env: { ...context.settings, NEXT_TELEMETRY_DISABLED: '1' } };
}

/** Brings the database up to date, then writes personas (and the demo people, where they are wanted). */
export const migrate: Task = {
  name: 'migrations',
  needs: ['postgres'],
  commands: (context) => [node(context, [join(repoRoot, 'prisma/prepare.ts')])],
};

/** The client is generated anew, which restarts those who use it; what the database needs is a person's to write. */
export const schemaGenerates: Chore = {
  folder: 'prisma',
  file: /^schema\.prisma$/,
  commands: () => [
    {
      file: nodeBinary,
      args: [join(repoRoot, 'node_modules/prisma/build/index.js'), 'generate'],
      cwd: join(repoRoot, 'prisma'),
      // Generating needs no schema engine, but looks for one to download; any executable file ends that.
      env: { PRISMA_SCHEMA_ENGINE_BINARY: nodeBinary, PRISMA_HIDE_UPDATE_MESSAGE: '1' },
    },
  ],
  told: 'its client is generated anew. The tables follow by a migration: npm run migration -w prisma -- what_changes',
};

/** Not by itself: one that is applied half-written cannot be taken back. */
export const migrationsApply: Chore = {
  folder: 'prisma',
  file: /^migrations\/.*\.sql$/,
  told: 'it is applied at the next start (Ctrl-C, then npm run dev)',
};

/** A start throws much away: with room for it, what lives on is not looked through again and again. */
const ROOM = '--max-semi-space-size=32';

/** The Temporal worker: one process, run from its sources. */
export const worker: Part = {
  name: 'worker',
  needs: ['migrations', 'redis', 's3', 'temporal', 'anthropic', 'openai', 'brave'],
  ports: ['workerHealth'],
  stop: { signal: 'SIGTERM', graceMs: DRAIN_MS, stage: 0 },
  command: (context) => node(context, [ROOM, join(repoRoot, 'temporal/worker.ts')]),
  ready: ({ ports }) => answers(`http://127.0.0.1:${ports.workerHealth}/live`),
  describe: ({ ports }) => ({ health_url: `http://127.0.0.1:${ports.workerHealth}/live` }),
  watch: ['contracts', 'workflows', 'activities', 'temporal', 'prisma'],
};

/** The API, compiled (its decorators need it). */
export const api: Part = {
  name: 'api',
  needs: ['migrations', 'redis', 's3', 'temporal'],
  ports: ['api'],
  stop: { signal: 'SIGTERM', graceMs: DRAIN_MS, stage: 0 },
  command: (context) => node(context, [ROOM, join(repoRoot, 'api/dist/main.js')]),
  ready: ({ ports }) => answers(`http://127.0.0.1:${ports.api}/api/health/live`),
  describe: ({ ports }) => ({ url: `http://127.0.0.1:${ports.api}` }),
  watch: ['contracts', 'prisma', 'temporal', 'api/dist'],
};

/** The compiler that keeps the API's build current in `dev`. */
export const apiBuild: Part = {
  name: 'api-build',
  needs: [],
  ports: [],
  stop: { signal: 'SIGTERM', graceMs: 2_000, stage: 0 },
  command: (context) =>
    node(context, [
      join(repoRoot, 'node_modules/typescript/bin/tsc'),
      '-p',
      join(repoRoot, 'api/tsconfig.build.json'),
      '--watch',
      '--preserveWatchOutput',
    ]),
  ready: async () => true,
  describe: () => ({}),
};

/** The web: the production build, or Next's own hot reload in `dev`. */
export const web: Part = {
  name: 'web',
  needs: [],
  ports: ['web'],
  stop: { signal: 'SIGTERM', graceMs: 4_000, stage: 0 },
  command: (context) => {
    const verb = context.mode === 'dev' ? 'dev' : 'start';
    const next = join(repoRoot, 'node_modules/next/dist/bin/next');
    return node(context, [next, verb, '-p', String(context.ports.web), '-H', '127.0.0.1'], join(repoRoot, 'web'));
  },
  ready: ({ ports }) => answers(`http://127.0.0.1:${ports.web}/`),
  describe: ({ ports }) => ({ url: `http://127.0.0.1:${ports.proxy}` }),
};
