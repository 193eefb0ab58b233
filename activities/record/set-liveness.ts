import { factKey } from '../meeting/keys.ts';
import type { RunRef } from '../meeting/types.ts';
import type { ActivityDeps } from '../ports/deps.ts';
import { onSession, told } from './transaction.ts';

/** RecordActivities.setLiveness: a notice, not an end. `number` counts the silences of this attempt. */
export function setLiveness(
  deps: ActivityDeps,
  run: RunRef,
  { quiet, number }: { quiet: boolean; number: number },
): Promise<void> {
  return onSession(deps, run, async () =>
    told({
      events: [
        quiet
          ? {
              type: 'degraded',
              data: {
                reason: 'quiet',
                message: 'Nothing new for a while. The meeting is still at work, and nothing is lost.',
              },
              dedupeKey: factKey(run, `quiet/${number}`),
            }
          : { type: 'recovered', data: { reason: 'quiet' }, dedupeKey: factKey(run, `recovered/${number}`) },
      ],
    }),
  );
}
