import { expect, test } from 'vitest';
import { CommandFailed, reasonIn } from './run.ts';

test.each([
  [
    'The database cannot be reached (127.0.0.1:7405, database bo1): timeout expired.\n',
    /^The database cannot be reached/,
  ],
  ['Applied one.\nerror: disk quota exceeded\nbye\n', /^error: disk quota exceeded$/],
  [
    "node:internal/modules/package_json_reader:314\n  throw new ERR_MODULE_NOT_FOUND(name);\n        ^\n\nError [ERR_MODULE_NOT_FOUND]: Cannot find package 'pg'\n    at getPackageURL (node:internal)\n\nNode.js v24.21.0\n",
    /^Error \[ERR_MODULE_NOT_FOUND\]: Cannot find package 'pg'$/,
  ],
  ['', /^it printed nothing$/],
])('the line that says why: %j', (printed, reason) => {
  expect(reasonIn(printed)).toMatch(reason);
});

test('a failure says command, ending and reason in its first line, and keeps what was printed last', () => {
  const printed = `${'line\n'.repeat(30)}initdb: error: no space left on device\n`;
  const failed = new CommandFailed({ file: '/x/initdb', args: ['prisma/migrate.ts'] }, 1, printed);
  expect(failed.message).toBe('prisma/migrate.ts ended with 1: initdb: error: no space left on device');
  expect(failed.tail.split('\n')).toHaveLength(12);
});
