import { defineConfig } from 'vitest/config';
import { SlowFirst } from './dev/suites/slow-first.ts';

const exclude = ['**/node_modules/**', '**/dist/**', '**/.next/**', '**/generated/**'];
const SECOND = 1_000;
const RECOVERY = 'e2e/kill/recovery.kill.ts';

/**
 * Files one after the other in the same processes, with room for what they throw away: a process for each file costs a third
 * more processor time, most of it for reading the same modules again. What outlives a file is set back by `setupFiles`.
 */
const SHARED_PROCESSES = { isolate: false, execArgv: ['--max-semi-space-size=64'] };

/** Suites by what they need: `unit` nothing, `workflow` a Temporal test server, the others real servers (dev/stack). */
export default defineConfig({
  test: {
    sequence: { sequencer: SlowFirst },
    projects: [
      {
        test: {
          name: 'unit',
          include: ['**/*.test.ts', '**/*.test.tsx'],
          setupFiles: ['web/components/ui/testing.ts'],
          ...SHARED_PROCESSES,
          exclude,
          testTimeout: 20 * SECOND,
          maxWorkers: 2,
        },
      },
      {
        test: {
          name: 'workflow',
          include: ['workflows/**/*.workflow.spec.ts', 'temporal/**/*.workflow.spec.ts'],
          exclude,
          testTimeout: 120 * SECOND,
          hookTimeout: 60 * SECOND,
          maxWorkers: 3, // a server each, which leaves a core idle now and then
        },
      },
      {
        test: {
          name: 'integration',
          include: ['**/*.integration.spec.ts'],
          globalSetup: ['dev/stack/shared-servers.ts'],
          setupFiles: ['activities/testing/closed-circuits.ts'],
          ...SHARED_PROCESSES,
          exclude,
          testTimeout: 60 * SECOND,
          hookTimeout: 90 * SECOND,
          maxWorkers: 3, // some files start servers of their own, and wait for them
        },
      },
      {
        test: {
          name: 'e2e',
          include: ['e2e/**/*.e2e.ts'],
          globalSetup: ['e2e/browser/rig/shared-stack.ts'],
          exclude,
          testTimeout: 120 * SECOND,
          hookTimeout: 180 * SECOND,
          maxWorkers: 2, // each has a browser and a whole stack, and mostly waits for them
        },
      },
      {
        test: {
          name: 'kill',
          include: ['e2e/kill/**/*.kill.ts'],
          exclude: [...exclude, RECOVERY],
          testTimeout: 300 * SECOND,
          hookTimeout: 180 * SECOND,
          maxWorkers: 3, // each has a stack of its own, and mostly waits for it
        },
      },
      {
        // Alone: how soon a meeting goes on is measured.
        test: { name: 'recovery', include: [RECOVERY], exclude, testTimeout: 300 * SECOND, hookTimeout: 180 * SECOND },
      },
    ],
  },
});
