import { archive } from './archive/archive.ts';
import { outgoing } from './failures.ts';
import { createLlmActivities } from './meeting/activities.ts';
import type { DataActivities, LlmActivities, RecordActivities } from './meeting/types.ts';
import type { ActivityDeps } from './ports/deps.ts';
import { createRecordActivities } from './record/activities.ts';
import { reconcile } from './reconcile/reconcile.ts';

export type { ActivityDeps } from './ports/deps.ts';
export type Activities = RecordActivities & LlmActivities & DataActivities;

/** Every activity, on what it reaches the world through. What they throw is typed; the rest goes to the log. */
export function createActivities(deps: ActivityDeps): Activities {
  return {
    ...guarded(deps, createRecordActivities(deps)),
    ...guarded(deps, createLlmActivities(deps)),
    ...guarded<DataActivities>(deps, {
      archive: (run) => archive(deps, run),
      reconcile: (scope) => reconcile(deps, scope),
    }),
  };
}

type Activity = (...args: unknown[]) => Promise<unknown>;

function guarded<T extends object>(deps: ActivityDeps, activities: T): T {
  const wrap = ([name, activity]: [string, Activity]): [string, Activity] => [
    name,
    async (...args) => {
      try {
        return await activity(...args);
      } catch (error) {
        throw told(deps, name, error);
      }
    },
  ];
  return Object.fromEntries(Object.entries(activities as Record<string, Activity>).map(wrap)) as T;
}

function told(deps: ActivityDeps, activity: string, error: unknown): Error {
  const out = outgoing(error);
  if (out !== error && 'type' in out && out.type === 'internal')
    deps.log.error({ activity, ...about(error) }, 'An activity failed unforeseen');
  return out;
}

/** What may be logged of an unforeseen error: where it came from. Messages of drivers and parsers quote their input. */
function about(error: unknown): object {
  if (!(error instanceof Error)) return { error: typeof error };
  const code = (error as { code?: unknown }).code;
  const frames = (error.stack ?? '')
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .slice(0, 8);
  return { error: error.name, ...(typeof code === 'string' ? { code } : {}), stack: frames.join('\n') };
}
