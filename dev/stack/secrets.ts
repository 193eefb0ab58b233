import { randomBytes, randomInt } from 'node:crypto';
import { existsSync, readdirSync } from 'node:fs';
import { StartError } from './failure.ts';
import { type Home, guardDisk, readJson, writeJson } from './home.ts';

/** Passwords and keys of one home; made once, so that its data stays readable. */
export interface Secrets {
  postgresPassword: string;
  redisPassword: string;
  s3AccessKeyId: string;
  s3SecretAccessKey: string;
  betterAuthSecret: string;
  demoPassword: string;
}

// Without look-alikes: people copy it from a terminal.
const LETTERS = 'abcdefghjkmnpqrstuvwxyz23456789';

function readable(groups: number): string {
  const group = (): string => Array.from({ length: 4 }, () => LETTERS[randomInt(LETTERS.length)]).join('');
  return Array.from({ length: groups }, group).join('-');
}

function generate(): Secrets {
  return {
    postgresPassword: randomBytes(18).toString('hex'),
    redisPassword: randomBytes(18).toString('hex'),
    s3AccessKeyId: randomBytes(10).toString('hex').toUpperCase(),
    s3SecretAccessKey: randomBytes(20).toString('hex'),
    betterAuthSecret: randomBytes(32).toString('base64url'),
    demoPassword: readable(4),
  };
}

/** Reads the home's secrets, or makes them on the first start (mode 0600). */
export function secretsOf(home: Home): Secrets {
  const known = readJson<Secrets>(home.secretsFile);
  if (known !== undefined) return known;
  const data = home.state.postgres;
  if (existsSync(data) && readdirSync(data).includes('data')) {
    throw new StartError(
      `${home.secretsFile} is missing or unreadable, and the data beside it was made with it.`,
      'Put the file back, or begin empty: npm start -- --fresh',
    );
  }
  const made = generate();
  guardDisk(home, () => writeJson(home.secretsFile, made));
  return made;
}
