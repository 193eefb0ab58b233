import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Part, StackContext } from '../part.ts';
import { nodeBinary, repoRoot } from '../paths.ts';
import { answers } from '../probe.ts';

/** Vendors that have a simulator under dev/simulators; each is also the name of its port. */
export const VENDORS = ['anthropic', 'openai', 'brave'] as const;
export type Vendor = (typeof VENDORS)[number];

/** Where a vendor's simulator listens. */
export function simulatorUrl(vendor: Vendor, context: Pick<StackContext, 'ports'>): string {
  return `http://127.0.0.1:${context.ports[vendor]}`;
}

/** The part that runs a vendor's simulator. */
export function simulator(vendor: Vendor): Part {
  const state = (context: StackContext): string => join(context.home.state.simulators, vendor);
  return {
    name: vendor,
    needs: [],
    ports: [vendor],
    stop: { signal: 'SIGTERM', graceMs: 3_000, stage: 1 },
    async prepare(context) {
      mkdirSync(state(context), { recursive: true });
    },
    command: (context) => ({
      file: nodeBinary,
      args: [join(repoRoot, 'dev/simulators', vendor, 'main.ts')],
      cwd: repoRoot,
      env: {
        ...simulatorSettings(context),
        BO1_SIM_PORT: String(context.ports[vendor]),
        BO1_SIM_STATE_DIR: state(context),
      },
    }),
    ready: (context) => answers(`${simulatorUrl(vendor, context)}/__sim/health`),
    describe: (context) => ({ url: simulatorUrl(vendor, context) }),
  };
}

/** A simulator knows its own settings only: it must not be able to read the product's. */
function simulatorSettings(context: StackContext): Record<string, string> {
  const own = Object.entries(context.settings).filter(([name]) => name.startsWith('BO1_SIM_'));
  return { NODE_ENV: 'production', ...Object.fromEntries(own) };
}
