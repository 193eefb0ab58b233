import { upkeep } from '../shared/proxies.ts';

export interface ReconcileInput {
  /** Rows younger than this are left alone: their start may be under way. */
  older_than_ms: number;
}

/** Lets the engine and the rows agree again. Started by a schedule; a run that fails is followed by the next one. */
export async function reconcileWorkflow(
  input: ReconcileInput,
): Promise<{ started: number; settled: number; restarted: number }> {
  return upkeep.reconcile({ older_than_ms: input.older_than_ms });
}
