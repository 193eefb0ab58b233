import type { Queue } from '@bo1/contracts/engine/values';
import type { WorkerOptions } from '@temporalio/worker';

/**
 * Beats of calls are passed on as they come. By default the SDK keeps them back for 0.8 of the timeout: a worker that is
 * held up for the rest, 0.6 s of 3 s, would lose a call that is under way, and it would be paid for twice.
 */
const EACH_BEAT = { maxHeartbeatThrottleInterval: '1s' } satisfies Partial<WorkerOptions>;

/** What one process may have in hand of each queue, for two cores: measured with 16 meetings at once. */
export const WORKER_LIMITS: Record<Queue, Partial<WorkerOptions>> = {
  orchestration: {
    maxConcurrentWorkflowTaskExecutions: 40,
    maxConcurrentLocalActivityExecutions: 40,
    maxCachedWorkflows: 200,
    workflowTaskPollerBehavior: { type: 'autoscaling', initial: 4, minimum: 2, maximum: 10 },
    // After a kill, a task for the dead worker's cache is given to anybody after this.
    stickyQueueScheduleToStartTimeout: '1s',
    // Calls of runs that share this queue.
    ...EACH_BEAT,
    maxConcurrentActivityTaskExecutions: 100,
    activityTaskPollerBehavior: { type: 'autoscaling', initial: 5, minimum: 2, maximum: 20 },
  },
  // A call waits for the vendor most of its time.
  llm: {
    ...EACH_BEAT,
    maxConcurrentActivityTaskExecutions: 100,
    activityTaskPollerBehavior: { type: 'autoscaling', initial: 5, minimum: 2, maximum: 20 },
  },
  data: {
    maxConcurrentActivityTaskExecutions: 10,
    activityTaskPollerBehavior: { type: 'autoscaling', initial: 1, minimum: 1, maximum: 2 },
  },
};
