import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { scriptBetween } from './engine.ts';
import { migrationNames, readHistory, schemaPath, snapshotPath } from './history.ts';
import { readEnv } from './env.ts';

describe('migrations', () => {
  it('leave nothing of schema.prisma out', async () => {
    const [schema, snapshot] = await Promise.all([readFile(schemaPath, 'utf8'), readFile(snapshotPath, 'utf8')]);
    expect(await scriptBetween(snapshot, schema), 'run `npm run migration -w prisma -- what_changes`').toBe('');
  });

  it('are named by time and purpose, in order, each with its script', async () => {
    const names = await migrationNames();
    expect(names.length).toBeGreaterThan(0);
    for (const name of names) expect(name).toMatch(/^\d{14}_[a-z][a-z0-9_]+$/);
    const { migrationDirectories } = await readHistory();
    expect(migrationDirectories.map(({ path }) => path)).toEqual([...names].sort());
  });

  it('would notice a change of the schema', async () => {
    const schema = await readFile(schemaPath, 'utf8');
    const changed = schema.replace('model Login {', 'model Login {\n  device String?');
    expect(await scriptBetween(schema, changed)).toContain('ADD COLUMN     "device" TEXT');
    expect(await scriptBetween(schema, schema)).toBe('');
  });
});

describe('settings', () => {
  it('say what is wrong with a database URL', () => {
    expect(() => readEnv({ DATABASE_URL: 'mysql://here' })).toThrow(/DATABASE_URL must look like postgresql:/);
    expect(readEnv({ DATABASE_URL: '' }).DATABASE_URL).toBeUndefined();
  });
});
