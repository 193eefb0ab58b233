import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readEnv } from './env.ts';
import { asking, clientOf, control } from './testing.ts';

const MAIN = fileURLToPath(new URL('main.ts', import.meta.url));
let folder: string;
const running: ChildProcess[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'simulator-'));
});
afterEach(() => {
  for (const child of running.splice(0)) child.kill('SIGKILL');
  rmSync(folder, { recursive: true });
});

/** Starts the process on a free port; resolves with its address once it listens. */
async function start(callMs: number): Promise<{ child: ChildProcess; url: string }> {
  const env = { ...process.env, BO1_SIM_PORT: '0', BO1_SIM_STATE_DIR: folder, BO1_SIM_CALL_MS: String(callMs) };
  const child = spawn(process.execPath, [MAIN], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  running.push(child);
  const [line] = (await once(child.stdout as NodeJS.ReadableStream, 'data')) as [Buffer];
  return { child, url: /http:\S+/.exec(line.toString())?.[0] ?? '' };
}

test('kill -9 in mid-answer loses nothing that was answered; SIGTERM ends with 0', async () => {
  const first = await start(300);
  await clientOf(first.url).messages.create(asking('<problem>Buy or rent?</problem>'));
  const stream = clientOf(first.url).messages.stream(asking('<problem>Stay or go?</problem>'));
  stream.once('text', () => first.child.kill('SIGKILL'));
  await expect(stream.finalMessage()).rejects.toThrow();

  const second = await start(0);
  const { calls } = await control<{ calls: { status: string; usage: { input_tokens: number } }[] }>(
    second.url,
    'GET',
    '/ledger',
  );
  expect(calls.map(({ status }) => status)).toEqual(['ok', 'lost']);
  expect(calls[1]?.usage.input_tokens).toBeGreaterThan(0);
  const ended = once(second.child, 'exit');
  second.child.kill('SIGTERM');
  expect(await ended).toEqual([0, null]);
});

test('wrong settings are named, with what they must be', () => {
  expect(() => readEnv({ BO1_SIM_PORT: 'nine', BO1_SIM_FIRST_TOKEN_MS: 'soon' })).toThrow(
    /BO1_SIM_PORT: must be a number[\s\S]*BO1_SIM_FIRST_TOKEN_MS: must be milliseconds/,
  );
  expect(readEnv({ BO1_SIM_FIRST_TOKEN_MS: '50', BO1_SIM_SEED: '' }).settings).toMatchObject({
    first_token_ms: [50, 50],
    seed: '1',
    call_ms: null,
  });
});
