import { SettingsError } from '@bo1/temporal/settings';
import { expect, it } from 'vitest';
import { readSettings } from './env.ts';

const GOOD = {
  DATABASE_URL: 'postgresql://bo1:secret@127.0.0.1:7405/bo1',
  REDIS_URL: 'redis://127.0.0.1:7406',
  S3_ENDPOINT: 'http://127.0.0.1:7407',
  S3_BUCKET: 'bo1',
  S3_ACCESS_KEY_ID: 'key',
  S3_SECRET_ACCESS_KEY: 'secret',
  TEMPORAL_ADDRESS: '127.0.0.1:7403',
  BO1_PUBLIC_URL: 'http://127.0.0.1:7400',
  BETTER_AUTH_SECRET: 'x'.repeat(32),
};

it('reads what is set and fills in the rest', () => {
  const settings = readSettings({
    ...GOOD,
    BO1_ALLOWED_ORIGINS: 'http://localhost:7400, http://127.0.0.1:7400',
    BO1_DEMO_USER: '',
  });
  expect(settings).toMatchObject({
    BO1_API_PORT: 7402,
    BO1_DEFAULT_TIER: 'free',
    TEMPORAL_NAMESPACE: 'default',
    BO1_MODEL_SIMULATED: false,
  });
  expect(settings.BO1_ALLOWED_ORIGINS).toEqual(['http://localhost:7400', 'http://127.0.0.1:7400']);
  expect(settings.BO1_DEMO_USER).toBeUndefined();
});

it('names everything that is wrong at once, says how to mend it, and repeats no value', () => {
  const broken = {
    ...GOOD,
    DATABASE_URL: 'hunter2',
    BETTER_AUTH_SECRET: 'hunter2',
    TEMPORAL_ADDRESS: undefined,
    BO1_API_PORT: 'x',
  };
  const failure = (() => {
    try {
      return readSettings(broken);
    } catch (error) {
      return error;
    }
  })() as SettingsError;
  expect(failure).toBeInstanceOf(SettingsError);
  for (const name of ['DATABASE_URL', 'BETTER_AUTH_SECRET', 'TEMPORAL_ADDRESS', 'BO1_API_PORT'])
    expect(failure.message).toContain(name);
  expect(failure.message).toContain('openssl rand');
  expect(failure.message).not.toContain('hunter2');
});
