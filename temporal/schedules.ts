import { QUEUES, SEARCH_ATTRIBUTES } from '@bo1/contracts/engine/values';
import type { reconcileWorkflow } from '@bo1/workflows/reconcile/reconcile.workflow';
import { type Client, ScheduleAlreadyRunning, ScheduleOverlapPolicy, type ScheduleOptions } from '@temporalio/client';
import { defineSearchAttributeKey, SearchAttributeType, TypedSearchAttributes } from '@temporalio/common';
import { WORKFLOW_TASK_TIMEOUT } from './policies.ts';

export const RECONCILE_ID = 'bo1-reconcile';

export interface ReconcileSettings {
  every_ms: number;
  older_than_ms: number;
}

/** Creates the schedule where it is missing. Any number of workers may do so at once. */
export async function createSchedules(client: Client, settings: ReconcileSettings): Promise<{ created: boolean }> {
  try {
    await client.schedule.create(reconcileSchedule(settings));
    return { created: true };
  } catch (error) {
    if (error instanceof ScheduleAlreadyRunning) return { created: false };
    throw error;
  }
}

/** Gives an existing schedule the present settings. */
async function updateSchedules(client: Client, settings: ReconcileSettings): Promise<void> {
  const { spec, action, policies } = reconcileSchedule(settings);
  await client.schedule.getHandle(RECONCILE_ID).update((present) => ({
    ...present,
    spec,
    action: { ...action, workflowId: RECONCILE_ID } as typeof present.action,
    policies: { ...present.policies, ...policies },
  }));
}

function reconcileSchedule({ every_ms, older_than_ms }: ReconcileSettings): ScheduleOptions {
  const kind = defineSearchAttributeKey('Bo1Kind', SearchAttributeType.KEYWORD);
  return {
    scheduleId: RECONCILE_ID,
    spec: { intervals: [{ every: every_ms }] },
    // One that takes long is not joined by another; what was missed while the engine was down is not made up for.
    policies: { overlap: ScheduleOverlapPolicy.SKIP, catchupWindow: '10s' },
    action: {
      type: 'startWorkflow',
      workflowType: 'reconcileWorkflow' satisfies typeof reconcileWorkflow.name,
      workflowId: RECONCILE_ID,
      taskQueue: QUEUES.orchestration,
      args: [{ older_than_ms }],
      workflowTaskTimeout: WORKFLOW_TASK_TIMEOUT,
      workflowExecutionTimeout: '5m',
      staticSummary: 'Upkeep · meetings whose rows and workflow disagree',
      typedSearchAttributes: new TypedSearchAttributes([{ key: kind, value: 'reconcile' }]),
    },
  };
}

const INDEXED = { KEYWORD: 2, INT: 3 } as const;

/** Registers the search attributes that are missing. Throws where the caller may not: then an admin does it once. */
export async function ensureSearchAttributes(client: Client): Promise<{ added: string[] }> {
  const { operatorService } = client.connection;
  const namespace = client.options.namespace;
  const { customAttributes } = await operatorService.listSearchAttributes({ namespace });
  const missing = Object.entries(SEARCH_ATTRIBUTES).filter(([name]) => !(name in (customAttributes ?? {})));
  if (missing.length === 0) return { added: [] };
  await operatorService.addSearchAttributes({
    namespace,
    searchAttributes: Object.fromEntries(missing.map(([name, type]) => [name, INDEXED[type]])),
  });
  return { added: missing.map(([name]) => name) };
}

/**
 * Keeps attributes and schedule there, also when the engine's store is deleted under us. Failures are told once and tried
 * again at the next turn.
 */
export function keepEnsured(
  client: Client,
  settings: ReconcileSettings & { again_ms: number },
  onFailure: (error: unknown) => void,
): { stop: () => void } {
  let failed = false;
  let current = false;
  const ensure = async () => {
    try {
      await client.withDeadline(Date.now() + 5_000, async () => {
        await ensureSearchAttributes(client);
        const { created } = await createSchedules(client, settings);
        if (!created && !current) await updateSchedules(client, settings);
        current = true;
      });
      failed = false;
    } catch (error) {
      if (!failed) onFailure(error);
      failed = true;
    }
  };
  void ensure();
  const timer = setInterval(() => void ensure(), settings.again_ms);
  return { stop: () => clearInterval(timer) };
}
