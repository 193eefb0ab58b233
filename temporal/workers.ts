import { QUEUES, type Queue } from '@bo1/contracts/engine/values';
import type { DataActivities, LlmActivities, RecordActivities } from '@bo1/activities/meeting/types';
import { type NativeConnection, Worker, type WorkerOptions } from '@temporalio/worker';
import type { WorkflowBundle } from './bundle.ts';
import { activityInterceptors } from './interceptors.ts';
import { keepingOpen, type OpenTasks } from './open-tasks.ts';
import { WORKER_LIMITS } from './queues.ts';

/** A release that several workers may run at once. Absent: one un-versioned worker takes over everything. */
export interface Deployment {
  name: string;
  buildId: string;
}

export interface WorkerSetup {
  connection: NativeConnection;
  namespace: string;
  bundle: WorkflowBundle;
  activities: RecordActivities & LlmActivities & DataActivities;
  queues: readonly Queue[];
  deployment?: Deployment | null;
  /** The vendor's quota, kept by the engine for all workers together. */
  llmCallsPerSecond?: number | undefined;
  /** Where the process keeps what it has in hand, for the one that takes its place after a kill. */
  openTasks?: OpenTasks | null;
  /** How long calls in flight may go on at a shutdown, in ms. */
  drainMs: number;
}

/** One worker for each queue, on one connection. */
export async function createWorkers(setup: WorkerSetup): Promise<Worker[]> {
  return Promise.all(setup.queues.map((queue) => Worker.create(optionsFor(queue, setup))));
}

function optionsFor(queue: Queue, setup: WorkerSetup): WorkerOptions {
  return {
    connection: setup.connection,
    namespace: setup.namespace,
    taskQueue: QUEUES[queue],
    activities: setup.activities,
    ...WORKER_LIMITS[queue],
    ...(queue === 'orchestration' ? { workflowBundle: { codePath: setup.bundle.codePath } } : {}),
    ...(queue !== 'data' && setup.llmCallsPerSecond
      ? { maxTaskQueueActivitiesPerSecond: setup.llmCallsPerSecond }
      : {}),
    ...(setup.deployment ? { workerDeploymentOptions: versioned(setup.deployment) } : {}),
    interceptors: { activity: [...(setup.openTasks ? [keepingOpen(setup.openTasks)] : []), activityInterceptors] },
    // Calls in flight are told to stop after the grace; what ignores that is left behind after the rest.
    shutdownGraceTime: Math.floor(setup.drainMs * 0.7),
    shutdownForceTime: setup.drainMs,
  };
}

const versioned = ({ name, buildId }: Deployment) => ({
  useWorkerVersioning: true as const,
  version: { deploymentName: name, buildId },
  // Meetings may wait for days: every build carries on with all of them, kept able to by the replay gate.
  defaultVersioningBehavior: 'AUTO_UPGRADE' as const,
});
