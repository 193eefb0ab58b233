import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Files that take longest in their suite, the longest first: begun last, one of them would run on alone. */
const SLOW = [
  'workflows/meeting/random.workflow.spec.ts',
  'workflows/meeting/takeover.workflow.spec.ts',
  'temporal/meeting.integration.spec.ts',
  'dev/stack/supervise.integration.spec.ts',
  'temporal/fallback.integration.spec.ts',
  'dev/cli/bad-starts.integration.spec.ts',
  'e2e/rig/stack.integration.spec.ts',
  'dev/stack/testing.integration.spec.ts',
  'e2e/browser/pages.e2e.ts',
  'e2e/browser/stream.e2e.ts',
  'e2e/kill/random.kill.ts',
  'e2e/kill/servers.kill.ts',
  'e2e/kill/faults.kill.ts',
  'e2e/kill/supervisor.kill.ts',
];

/** Runs the slow files first and the rest in vitest's own order. */
export class SlowFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification) => {
      const place = SLOW.findIndex((file) => moduleId.endsWith(`/${file}`));
      return place === -1 ? SLOW.length : place;
    };
    return (await super.sort(files)).toSorted((a, b) => rank(a) - rank(b));
  }
}
