import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import {
  bindMigrationAwareSqlAdapterFactory,
  ColumnTypeEnum,
  mockMigrationAwareAdapterFactory,
  type SqlMigrationAwareDriverAdapterFactory,
} from '@prisma/driver-adapter-utils';
import type * as wasmEngine from '@prisma/schema-engine-wasm';

/** Nothing of the database is left out of migrations and comparisons. */
export const everything = { externalTables: [], externalEnums: [] };

type Exports = Record<string, unknown> & { __wbindgen_start(): void };
type EngineModule = typeof wasmEngine & { __wbg_set_wasm(exports: Exports): void };

/** The part of the global that is used here; its full types come with a browser's only. */
declare const WebAssembly: {
  instantiate(binary: Uint8Array, imports: Record<string, object>): Promise<{ instance: { exports: Exports } }>;
};

let loaded: Promise<EngineModule> | undefined;

/** The package's own entry imports its `.wasm` as a module, which Node calls experimental: bound by hand instead. */
async function load(): Promise<EngineModule> {
  const glue = import.meta.resolve('@prisma/schema-engine-wasm/schema_engine_bg');
  const binary = await readFile(fileURLToPath(glue.replace(/\.js$/, '.wasm')));
  const engine = (await import(glue)) as EngineModule;
  const { instance } = await WebAssembly.instantiate(binary, { './schema_engine_bg.js': withoutTimers(engine) });
  engine.__wbg_set_wasm(instance.exports);
  instance.exports.__wbindgen_start();
  return engine;
}

/** The engine never clears the timer of its lock (10 s), which would keep a finished script alive. */
function withoutTimers(engine: EngineModule): object {
  const idle = (callback: () => void, ms: number) => setTimeout(callback, ms).unref();
  const timers = Object.keys(engine).filter((name) => name.startsWith('__wbg_setTimeout_'));
  return { ...engine, ...Object.fromEntries(timers.map((name) => [name, idle])) };
}

/** Prisma's schema engine: the same migrations as `prisma migrate deploy`, without a native binary. */
export async function openEngine(
  factory: SqlMigrationAwareDriverAdapterFactory,
  schema: string,
): Promise<wasmEngine.SchemaEngine> {
  loaded ??= load();
  const { SchemaEngine } = await loaded;
  return SchemaEngine.new(
    { datamodels: [['schema.prisma', schema]] },
    () => undefined,
    bindMigrationAwareSqlAdapterFactory(factory),
  );
}

/** Which Postgres a comparison of two schemas writes its SQL for. */
const dialect = {
  columnNames: ['exists', 'version', 'numeric_version'],
  columnTypes: [ColumnTypeEnum.Boolean, ColumnTypeEnum.Text, ColumnTypeEnum.Int32],
  rows: [[true, 'PostgreSQL 18.0', 180_000]],
};

/** A server that answers the engine's one question at its start: which version are you? */
const nowhere: SqlMigrationAwareDriverAdapterFactory = {
  ...mockMigrationAwareAdapterFactory('postgres'),
  connect: async () => ({
    ...(await mockMigrationAwareAdapterFactory('postgres').connect()),
    queryRaw: () => Promise.resolve(dialect),
    dispose: () => Promise.resolve(),
  }),
};

/** The SQL that turns one schema into the other; empty where they say the same. Touches no database. */
export async function scriptBetween(from: string | null, to: string): Promise<string> {
  const engine = await openEngine(nowhere, to);
  try {
    const { stdout } = await engine.diff({
      from: from === null ? { tag: 'empty' } : datamodel(from),
      to: datamodel(to),
      script: true,
      exitCode: null,
      filters: everything,
    });
    const script = (stdout ?? '').trim();
    return script === '' || script === '-- This is an empty migration.' ? '' : `${script}\n`;
  } finally {
    engine.free();
  }
}

const datamodel = (content: string) => ({
  tag: 'schemaDatamodel' as const,
  files: [{ path: 'schema.prisma', content }],
});
