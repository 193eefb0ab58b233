import type { SubProblemPlan } from '@bo1/activities/meeting/types';

export interface ExecutionPlan {
  /** Sub-problems by index; those of one batch run at the same time, after the batches before. */
  execution_batches: number[][];
  /** True where a cycle was replaced by one sub-problem after the other. */
  fell_back_to_sequence: boolean;
}

/** Orders sub-problems by their dependencies. Dependencies on sub-problems that do not exist are ignored. */
export function planBatches(plans: readonly SubProblemPlan[]): ExecutionPlan {
  const waiting = new Map(plans.map((plan) => [plan.index, plan.depends_on]));
  const batches: number[][] = [];
  while (waiting.size > 0) {
    const ready = [...waiting.keys()].filter((index) => waiting.get(index)!.every((other) => !waiting.has(other)));
    if (ready.length === 0) return inSequence(plans);
    batches.push(ready.toSorted((a, b) => a - b));
    for (const index of ready) waiting.delete(index);
  }
  return { execution_batches: batches, fell_back_to_sequence: false };
}

function inSequence(plans: readonly SubProblemPlan[]): ExecutionPlan {
  const indexes = [...new Set(plans.map((plan) => plan.index))].toSorted((a, b) => a - b);
  return { execution_batches: indexes.map((index) => [index]), fell_back_to_sequence: true };
}
