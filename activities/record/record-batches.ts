import { factKey } from '../meeting/keys.ts';
import type { RunRef } from '../meeting/types.ts';
import type { ActivityDeps } from '../ports/deps.ts';
import { onSession, told } from './transaction.ts';

/** RecordActivities.recordBatches. */
export function recordBatches(
  deps: ActivityDeps,
  run: RunRef,
  plan: { execution_batches: number[][]; fell_back_to_sequence: boolean },
): Promise<void> {
  const { execution_batches, fell_back_to_sequence } = plan;
  return onSession(deps, run, async () =>
    told({
      events: [
        {
          type: 'dependency_analysis_complete',
          data: { execution_batches, fell_back_to_sequence },
          dedupeKey: factKey(run, 'batches'),
        },
      ],
    }),
  );
}
