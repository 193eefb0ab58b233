import { type Home, readJson, writeJson } from './home.ts';
import { VENDORS } from './parts/simulator.ts';
import type { StackContext } from './part.ts';
import type { Runner } from './runner.ts';
import { VENDOR_BASES } from './vendor-keys.ts';

type Entry = Record<string, string | number | boolean | null>;

/** `$BO1_HOME/stack.json`: every part with the pid of its serving process (null while it is down or not ours). */
export interface StackFile {
  web?: Entry;
  proxy?: Entry;
  api?: Entry;
  worker?: Entry;
  temporal?: Entry;
  postgres?: Entry;
  redis?: Entry;
  s3?: Entry;
  simulators: Record<string, Entry>;
  supervisor: Entry;
  ready_in_ms: number;
  /** Path of the file with passwords and keys. */
  credentials: string;
}

const SIMULATORS: ReadonlySet<string> = new Set(VENDORS);

function entryOf(runner: Runner, context: StackContext): Entry {
  const { pid = null } = runner.identity ?? {};
  return { ...runner.part.describe(context), pid, state: runner.state, restarts: runner.restarts };
}

const none = { pid: null, external: true };

/** Parts a person replaced: where they are, and that nobody here runs them. */
function external({ settings }: StackContext): Record<string, Entry> {
  return {
    postgres: { url: settings.DATABASE_URL ?? '', ...none },
    redis: { url: settings.REDIS_URL ?? '', ...none },
    s3: { endpoint: settings.S3_ENDPOINT ?? '', bucket: settings.S3_BUCKET ?? '', ...none },
    temporal: {
      address: settings.TEMPORAL_ADDRESS ?? '',
      ...(settings.BO1_TEMPORAL_UI_URL ? { ui_url: settings.BO1_TEMPORAL_UI_URL } : {}),
      namespace: settings.TEMPORAL_NAMESPACE ?? 'default',
      ...none,
    },
  };
}

/** Vendors that are asked themselves, in the place of their simulators. */
function externalVendors({ settings }: StackContext, replaced: Set<string>): Record<string, Entry> {
  const asked = VENDORS.filter((vendor) => {
    const [key, base] = ['API_KEY', 'BASE_URL'].map((kind) => settings[`${vendor.toUpperCase()}_${kind}`]);
    return replaced.has(vendor) && (key ?? base) !== undefined;
  });
  return Object.fromEntries(
    asked.map((vendor) => [
      vendor,
      { url: settings[`${vendor.toUpperCase()}_BASE_URL`] ?? VENDOR_BASES[vendor], ...none },
    ]),
  );
}

/** The file's content for the runners as they are now. */
export function describeStack(
  context: StackContext,
  runners: Iterable<Runner>,
  replaced: Set<string>,
  readyInMs: number,
): StackFile {
  const parts: Record<string, Entry> = {};
  const simulators = externalVendors(context, replaced);
  for (const [name, entry] of Object.entries(external(context))) if (replaced.has(name)) parts[name] = entry;
  for (const runner of runners) {
    const shelf = SIMULATORS.has(runner.part.name) ? simulators : parts;
    shelf[runner.part.name] = entryOf(runner, context);
  }
  return {
    ...parts,
    simulators,
    supervisor: { pid: process.pid, mode: context.mode, port_base: context.ports.proxy, at: new Date().toISOString() },
    ready_in_ms: readyInMs,
    credentials: context.home.secretsFile,
  };
}

/** Replaces stack.json in one step; it holds passwords, so it is 0600. */
export function writeStackFile(home: Home, file: StackFile): void {
  writeJson(home.stackFile, file);
}

/** Reads stack.json; undefined when no stack was ever ready here. */
export function readStackFile(home: Home): StackFile | undefined {
  return readJson<StackFile>(home.stackFile);
}
