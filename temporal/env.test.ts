import { expect, it } from 'vitest';
import { workerSettings } from './env.ts';
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
      '  ANTHROPIC_API_KEY: set a key of the Anthropic API, from https://platform.claude.com',
      '  BO1_MAX_ROUNDS: use a whole number',
      '  BO1_WORKER_QUEUES: name queues of orchestration, llm, data, separated by commas',
    ].join('\n'),
  );
});

it('refuses a model that cannot hold a meeting', () => {
  expect(wrong({ BO1_MODEL_MAIN: 'claude-typo' })).toContain('BO1_MODEL_MAIN is "claude-typo"');
});
