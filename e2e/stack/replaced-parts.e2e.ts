import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { createS3Files } from '@bo1/activities/adapters/s3';
import { wheelBinary } from '@bo1/dev/stack/paths';
import { Client, Connection } from '@temporalio/client';
import { Redis } from 'ioredis';
import pg from 'pg';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { PACE } from '../browser/rig/scene.ts';
import { homeOfWorker } from '../browser/rig/shared-stack.ts';
import { brokenInvariants } from '../rig/invariants.ts';
import { PROBLEMS, ended } from '../rig/meeting.ts';
import { Person } from '../rig/person.ts';
import { ProductStack, alive } from '../rig/stack.ts';
import { waitFor } from '../rig/wait.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');
const NAME = `other_${randomUUID().slice(0, 8)}`;
const REDIS_DATABASE = 7;

/** The stack whose servers are used, from the outside. */
let theirs: ProductStack;
let ours: ProductStack;
let given: Record<string, string>;

/** A database, a keyspace, a bucket and a namespace that nobody uses yet, on servers that run. */
async function settingsOn({ postgres, redis, s3, temporal, simulators }: ReturnType<ProductStack['read']>) {
  const secrets = JSON.parse(readFileSync(path.join(theirs.home, 'secrets.json'), 'utf8')) as Record<string, string>;
  const [database, keyspace] = [new URL(postgres.url), new URL(redis.url)];
  database.pathname = `/${NAME}`;
  keyspace.pathname = `/${REDIS_DATABASE}`;
  return {
    DATABASE_URL: database.href,
    REDIS_URL: keyspace.href,
    S3_ENDPOINT: s3.endpoint,
    S3_BUCKET: NAME.replace('_', '-'),
    S3_ACCESS_KEY_ID: secrets['s3AccessKeyId'] ?? '',
    S3_SECRET_ACCESS_KEY: secrets['s3SecretAccessKey'] ?? '',
    TEMPORAL_ADDRESS: temporal.address,
    TEMPORAL_NAMESPACE: NAME,
    ANTHROPIC_BASE_URL: simulators.anthropic.url,
    ANTHROPIC_API_KEY: 'sk-sim-from-outside',
    BO1_MAX_ROUNDS: '1',
    BO1_AUTH_RATE_LIMIT: '1000',
  };
}

const temporal = (...args: string[]) =>
  promisify(execFile)(wheelBinary('temporal'), [
    ...args,
    ...['--address', given['TEMPORAL_ADDRESS'] ?? '', '--namespace', NAME],
  ]);

async function makeNamespace(): Promise<void> {
  await temporal('operator', 'namespace', 'create');
  const env = { ...process.env, ...given };
  // The engine's caches learn of a new namespace a little later.
  await waitFor('the search attributes', async () => {
    await promisify(execFile)(process.execPath, [path.join(ROOT, 'temporal/register.ts')], { env });
    return temporal('workflow', 'count', '--query', `Bo1Kind = 'meeting'`);
  });
}

beforeAll(async () => {
  theirs = ProductStack.attach(homeOfWorker(inject('homes')));
  await theirs.simulator.configure(PACE.quick);
  given = await settingsOn(theirs.read());
  await Promise.all([(await theirs.db()).query(`create database ${NAME}`), makeNamespace()]);
  ours = await ProductStack.start(given);
}, 120_000);
afterAll(async () => {
  await ours?.end();
  await (await theirs.db()).query(`drop database ${NAME} with (force)`);
  await theirs.down();
}, 60_000);

test('what is replaced is not started, and stack.json says where it is instead', () => {
  const { postgres, redis, s3, temporal, simulators, ...rest } = ours.read();
  const external = { pid: null, external: true };
  expect(postgres).toEqual({ url: given['DATABASE_URL'], ...external });
  expect(redis).toEqual({ url: given['REDIS_URL'], ...external });
  expect(s3).toEqual({ endpoint: given['S3_ENDPOINT'], bucket: given['S3_BUCKET'], ...external });
  expect(temporal).toEqual({ address: given['TEMPORAL_ADDRESS'], namespace: NAME, ...external });
  expect(simulators).toEqual({ anthropic: { url: given['ANTHROPIC_BASE_URL'], ...external } });

  const run = [rest.proxy, rest.web, rest.api, rest.worker].map(({ pid }) => pid);
  expect(run.filter(alive)).toHaveLength(4);
  expect(ours.pids().toSorted()).toEqual(run.toSorted());
  const known = JSON.parse(readFileSync(path.join(ours.home, 'processes.json'), 'utf8')) as { part: string }[];
  expect(known.map(({ part }) => part).toSorted()).toEqual(['api', 'proxy', 'web', 'worker']);
  for (const part of ['postgres', 'valkey', 's3', 'temporal', 'simulators'])
    expect(readdirSync(path.join(ours.home, part))).toEqual([]);
});

test('a meeting begins and ends on it, and leaves its traces there alone', async () => {
  const person = await Person.signUp(ours.origin);
  const id = await person.convene(PROBLEMS[0]!, { skip_clarification: true });
  expect(await ended(ours, id)).toBe('complete');

  const count = 'select count(*)::int as n from session_events where session_id = $1';
  const foreign = new pg.Client({ connectionString: given['DATABASE_URL'] });
  await foreign.connect();
  const { rows } = await foreign.query<{ n: number }>(count, [id]);
  await foreign.end();
  expect(rows[0]?.n).toBeGreaterThan(10);
  expect((await (await theirs.db()).query(count, [id])).rows[0].n).toBe(0);
  expect(await brokenInvariants(await ours.db(), id)).toEqual([]);

  const bucket = (name: string) =>
    createS3Files({
      endpoint: given['S3_ENDPOINT']!,
      region: 'us-east-1',
      bucket: name,
      accessKeyId: given['S3_ACCESS_KEY_ID']!,
      secretAccessKey: given['S3_SECRET_ACCESS_KEY']!,
    });
  const [there, here] = [bucket(given['S3_BUCKET']!), bucket('bo1')];
  const record = await waitFor('the record', () => there.get(`sessions/${id}/1/record.json`));
  expect(JSON.parse(new TextDecoder().decode(record)).session).toMatchObject({ id, status: 'completed' });
  expect(await here.get(`sessions/${id}/1/record.json`)).toBeNull();
  for (const files of [there, here]) files.close();

  const connection = await Connection.connect({ address: given['TEMPORAL_ADDRESS'] });
  const described = (namespace: string) => new Client({ connection, namespace }).workflow.getHandle(id).describe();
  expect((await described(NAME)).status.name).toBe('COMPLETED');
  await expect(described('default')).rejects.toThrow();
  await connection.close();

  const redis = new Redis(given['REDIS_URL']!);
  const keys = await redis.keys('*');
  redis.disconnect();
  expect(keys.length).toBeGreaterThan(0);
});
