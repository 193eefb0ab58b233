import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';

const contracts = join(import.meta.dirname, '..');
const repository = join(contracts, '..');
const folder = mkdtempSync(join(tmpdir(), 'bo1-contracts-'));
const foreign = join(folder, 'foreign');
const installed = join(foreign, 'node_modules/@bo1/contracts');
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const node = join(repository, 'node_modules/.bin/node');
const tsc = join(repository, 'node_modules/typescript/bin/tsc');
const run = (file: string, args: string[], cwd: string) =>
  execFileSync(file, args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });

const PROGRAM = `
import { sessionEvent, type SessionEvent } from '@bo1/contracts/events/schema';
import { createSession, type CreateSession } from '@bo1/contracts/meeting/schema';
import { EVENT_TYPES } from '@bo1/contracts/events/values';
import { toDecimal } from '@bo1/contracts/money/values';

const body: CreateSession = createSession.parse({ problem_statement: 'Should we open a second shop?' });
const event: SessionEvent = sessionEvent.parse({
  event_version: 1,
  session_id: 'bo1_00000000-0000-4000-8000-000000000000',
  sequence: 1,
  attempt: 1,
  type: 'paused',
  at: '2026-11-22T10:00:00.000Z',
  correlation_id: 'c',
  data: { version: 3 },
});
// Told apart by its type: the compiler knows the data.
const version: number = event.type === 'paused' ? event.data.version : 0;
const insists: boolean = body.insist_on_board;
console.log(JSON.stringify({ version, insists, types: EVENT_TYPES.length, money: toDecimal(1_500_000) }));
`;

beforeAll(() => {
  // Packed from a copy: other tests use the workspace's package meanwhile.
  const copy = join(folder, 'repository/contracts');
  cpSync(contracts, copy, { recursive: true, filter: (path) => !['node_modules', 'dist'].includes(basename(path)) });
  cpSync(join(repository, 'tsconfig.base.json'), join(folder, 'repository/tsconfig.base.json'));
  symlinkSync(join(repository, 'node_modules'), join(folder, 'repository/node_modules'));
  const before = readFileSync(join(copy, 'package.json'), 'utf8');
  run('npm', ['pack', '--silent', '--offline', '--pack-destination', folder], copy);
  expect(readFileSync(join(copy, 'package.json'), 'utf8')).toBe(before);

  mkdirSync(installed, { recursive: true });
  const { version } = JSON.parse(before) as { version: string };
  run(
    'tar',
    ['-xzf', join(folder, `bo1-contracts-${version}.tgz`), '-C', installed, '--strip-components', '1'],
    folder,
  );
  symlinkSync(join(repository, 'node_modules/zod'), join(foreign, 'node_modules/zod'));
  writeFileSync(join(foreign, 'package.json'), JSON.stringify({ name: 'foreign', type: 'module' }));
  writeFileSync(join(foreign, 'main.ts'), PROGRAM);
}, 60_000);

it('packs JavaScript and declarations only', () => {
  const files = run('tar', ['-tzf', join(folder, 'bo1-contracts-0.1.0.tgz')], folder)
    .trim()
    .split('\n')
    .sort();
  expect(files).toContain('package/dist/meeting/schema.js');
  expect(files).toContain('package/README.md');
  for (const file of files)
    expect(file).toMatch(/^package\/(dist\/\w+\/(schema|values)\.(js|d\.ts)|package\.json|README\.md|LICENSE)$/);
});

it.each([
  ['nodenext', 'nodenext'],
  ['esnext', 'bundler'],
])(
  'compiles in a foreign project (module %s, resolution %s) and runs there',
  (module, moduleResolution) => {
    const out = join(foreign, `out-${module}`);
    const options = {
      module,
      moduleResolution,
      target: 'es2022',
      lib: ['es2022', 'dom'],
      strict: true,
      skipDefaultLibCheck: true, // ours and zod's declarations are what is checked
      outDir: out,
      types: [],
    };
    const config = join(foreign, `tsconfig.${module}.json`);
    writeFileSync(config, JSON.stringify({ compilerOptions: options, files: ['main.ts'] }));
    run(node, [tsc, '-p', config], foreign);
    const printed = JSON.parse(run(node, [join(out, 'main.js')], foreign)) as unknown;
    expect(printed).toMatchObject({ version: 3, insists: false, money: '1.50' });
  },
  60_000,
);
