import { expect, it } from 'vitest';
import { fallbackOf, sharesQueue, workerSettings } from './env.ts';
import { SettingsError } from './settings.ts';

const GOOD = {
  DATABASE_URL: 'postgresql://bo1:secret@127.0.0.1:7405/bo1',
  REDIS_URL: 'redis://127.0.0.1:7406',
  S3_ENDPOINT: 'http://127.0.0.1:7407',
  S3_BUCKET: 'bo1',
  S3_ACCESS_KEY_ID: 'key',
  S3_SECRET_ACCESS_KEY: 'secret',
  TEMPORAL_ADDRESS: '127.0.0.1:7403',
  ANTHROPIC_API_KEY: 'sk-ant-key',
};

const wrong = (fields: Record<string, string | undefined>): string => {
  try {
    workerSettings({ ...GOOD, ...fields });
  } catch (error) {
    expect(error).toBeInstanceOf(SettingsError);
    return (error as SettingsError).message;
  }
  return expect.fail('these settings should have been refused');
};

it('takes an empty variable for an unset one', () => {
  expect(
    workerSettings({ ...GOOD, S3_REGION: '', TEMPORAL_TLS: '', BO1_WORKER_QUEUES: '', BO1_MAX_ROUNDS: '' }),
  ).toEqual(workerSettings(GOOD));
  expect(wrong({ S3_BUCKET: '' })).toContain('S3_BUCKET: name the bucket');
});

it('says of each wrong setting how to mend it, all at once, and repeats no value', () => {
  const message = wrong({
    DATABASE_URL: 'mysql://hunter2',
    ANTHROPIC_API_KEY: undefined,
    BO1_MAX_ROUNDS: '2.5',
    TEMPORAL_TLS: 'hunter2',
    BO1_WORKER_QUEUES: 'llm,hunter2',
  });
  expect(message).toBe(
    [
      'The worker cannot start with these settings:',
      '  TEMPORAL_TLS: set it to true or false',
      '  DATABASE_URL: set it to a URL like postgresql://bo1:secret@127.0.0.1:7405/bo1',
      '  ANTHROPIC_API_KEY: set a key of the Anthropic API, from https://platform.claude.com; or OPENAI_BASE_URL to a server that speaks the OpenAI protocol',
      '  BO1_MAX_ROUNDS: use a whole number',
      '  BO1_WORKER_QUEUES: name queues of orchestration, llm, data, separated by commas',
    ].join('\n'),
  );
});

it('refuses a model that cannot hold a meeting', () => {
  expect(wrong({ BO1_MODEL_MAIN: 'claude-typo' })).toContain('BO1_MODEL_MAIN is "claude-typo"');
});

it('takes an OpenAI-compatible server as the only vendor', () => {
  const local = { OPENAI_BASE_URL: 'http://127.0.0.1:11434/v1', BO1_FALLBACK_MODEL_MAIN: 'llama3.3' };
  const settings = workerSettings({ ...GOOD, ANTHROPIC_API_KEY: undefined, ...local });
  expect(fallbackOf(settings)).toMatchObject({ models: { main: 'llama3.3' }, baseUrl: local.OPENAI_BASE_URL });
  expect(fallbackOf(workerSettings(GOOD))).toBeNull();
});

it('refuses a model whose price nobody knows', () => {
  const gateway = { OPENAI_BASE_URL: 'https://gateway.example.com/v1', BO1_FALLBACK_MODEL_MAIN: 'someone/else' };
  expect(wrong(gateway)).toContain('BO1_FALLBACK_PRICE_MAIN');
  expect(workerSettings({ ...GOOD, ...gateway, BO1_FALLBACK_PRICE_MAIN: '0.5,1.5' })).toMatchObject({
    BO1_FALLBACK_PRICE_MAIN: [0.5, 1.5],
  });
});

it('never lets a simulator stand beside real vendors', () => {
  const simulators = {
    OPENAI_API_KEY: 'sk-sim-no-key-needed',
    OPENAI_BASE_URL: 'http://openai:7421/v1',
    BRAVE_API_KEY: 'sk-sim-no-key-needed',
  };
  const real = workerSettings({ ...GOOD, ...simulators });
  expect(fallbackOf(real)).toBeNull();
  expect(real.BRAVE_API_KEY).toBeUndefined();
  const simulated = workerSettings({ ...GOOD, ...simulators, BO1_MODEL_SIMULATED: 'true' });
  expect(fallbackOf(simulated)).not.toBeNull();
  expect(simulated.BRAVE_API_KEY).toBeDefined();
});

it('keeps calls on a queue of their own for a quota, and for workers apart', () => {
  const shares = (fields: Record<string, string> = {}) => sharesQueue(workerSettings({ ...GOOD, ...fields }));
  expect(shares()).toBe(true);
  expect(shares({ BO1_LLM_CALLS_PER_SECOND: '5' })).toBe(false);
  expect(shares({ BO1_WORKER_QUEUES: 'orchestration,data' })).toBe(false);
});

it('refuses a model of Voyage’s whose price nobody knows', () => {
  const unlisted = { VOYAGE_API_KEY: 'pa-a-real-one', BO1_VOYAGE_MODEL: 'voyage-5' };
  expect(wrong(unlisted)).toContain('set BO1_VOYAGE_PRICE');
  expect(workerSettings({ ...GOOD, ...unlisted, BO1_VOYAGE_PRICE: '0.06' }).BO1_VOYAGE_PRICE).toBe(0.06);
});
