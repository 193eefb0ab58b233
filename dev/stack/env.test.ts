import { expect, test } from 'vitest';
import { parseGiven } from './env.ts';
import { homeAt } from './home.ts';
import { portsFrom } from './ports.ts';
import { contextFor, replacedBy } from './settings.ts';

const secrets = {
  postgresPassword: 'p',
  redisPassword: 'r',
  s3AccessKeyId: 'a',
  s3SecretAccessKey: 's',
  betterAuthSecret: 'b',
  demoPassword: 'd',
};

function settings(set: Record<string, string>): Record<string, string> {
  const basis = { ports: portsFrom(7400), secrets };
  return contextFor('start', homeAt('.bo1'), basis, parseGiven(set), set).settings;
}

test.each([
  ['DATABASE_URL', 'mysql://x', 'DATABASE_URL is not a URL like postgresql://'],
  ['REDIS_URL', 'localhost:6379', 'REDIS_URL is not a URL like redis://'],
  ['TEMPORAL_ADDRESS', 'http://temporal', 'TEMPORAL_ADDRESS is not host:port'],
  ['ANTHROPIC_API_KEY', 'my key', 'ANTHROPIC_API_KEY does not look like an Anthropic key'],
  ['BO1_PORT_BASE', 'many', 'BO1_PORT_BASE is not a number'],
  ['BO1_PORT_BASE', '80', 'BO1_PORT_BASE is below 1024'],
  ['S3_ENDPOINT', 'https://s3.example.com', 'S3_ENDPOINT is set, so S3_ACCESS_KEY_ID must be too'],
])('%s=%s is refused in words', (name, value, words) => {
  expect(() => parseGiven({ [name]: value })).toThrow(words);
});

test('an empty variable is an unset one', () => {
  expect(replacedBy(parseGiven({ DATABASE_URL: '', ANTHROPIC_API_KEY: '' })).size).toBe(0);
});

test('with a database of one’s own there are no demo people', () => {
  const set = { DATABASE_URL: 'postgresql://me:pw@db.example.com/bo1' };
  expect(replacedBy(parseGiven(set))).toEqual(new Set(['postgres']));
  expect(settings(set)).toMatchObject(set);
  expect(settings(set)).not.toHaveProperty('BO1_DEMO_USER');
  expect(settings({})).toHaveProperty('BO1_DEMO_USER');
});

test('a real key replaces the simulator, and the product knows it', () => {
  const set = { ANTHROPIC_API_KEY: 'sk-ant-api03-abcdefghijklmnop' };
  expect(replacedBy(parseGiven(set))).toEqual(new Set(['anthropic', 'openai', 'brave']));
  expect(settings(set)).toMatchObject({ ...set, BO1_MODEL_SIMULATED: 'false' });
  expect(settings(set)).not.toHaveProperty('ANTHROPIC_BASE_URL');
  expect(settings({})).toMatchObject({ BO1_MODEL_SIMULATED: 'true', ANTHROPIC_BASE_URL: 'http://127.0.0.1:7420' });
});

test('a gateway may have keys of any form', () => {
  const set = { ANTHROPIC_API_KEY: 'anything', ANTHROPIC_BASE_URL: 'http://gateway.example.com' };
  expect(settings(set)).toMatchObject({ ...set, BO1_MODEL_SIMULATED: 'false' });
});

test('ports follow the base and cannot be pulled apart by a setting', () => {
  expect(settings({ BO1_API_PORT: '1' }).BO1_API_PORT).toBe('7402');
});

test('beside a real model nothing is made up: no stand-in, no sources', () => {
  const local = { OPENAI_BASE_URL: 'http://127.0.0.1:11434/v1' };
  for (const set of [{ ANTHROPIC_API_KEY: 'sk-ant-api03-abcdefghijklmnop' }, local]) {
    const real = settings(set);
    expect(real).toMatchObject({ BO1_MODEL_SIMULATED: 'false' });
    expect(Object.values(real).filter((value) => value.startsWith('sk-sim-'))).toEqual([]);
  }
  expect(settings(local)).not.toHaveProperty('ANTHROPIC_API_KEY');
  expect(settings({ BRAVE_API_KEY: 'a-real-one' })).not.toHaveProperty('BRAVE_BASE_URL');
  expect(settings({})).toMatchObject({
    OPENAI_BASE_URL: 'http://127.0.0.1:7421/v1',
    BRAVE_BASE_URL: 'http://127.0.0.1:7422',
  });
});
