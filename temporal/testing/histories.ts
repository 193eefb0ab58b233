import type { Client } from '@temporalio/client';
import proto from '@temporalio/proto';
import { Worker } from '@temporalio/worker';
import type { WorkflowBundle } from '../bundle.ts';
import { found, textsIn } from './texts.ts';

export type History = Awaited<ReturnType<ReturnType<Client['workflow']['getHandle']>['fetchHistory']>>;

export interface Recorded {
  workflowId: string;
  runId: string;
  history: History;
}

/** The history of a run and of every child it started, depth first. */
export async function historiesOf(client: Client, workflowId: string, runId?: string): Promise<Recorded[]> {
  const handle = client.workflow.getHandle(workflowId, runId);
  const history = await handle.fetchHistory();
  const first = history.events?.[0]?.workflowExecutionStartedEventAttributes;
  const recorded: Recorded[] = [{ workflowId, runId: runId ?? first?.originalExecutionRunId ?? '', history }];
  for (const event of history.events ?? []) {
    const child = event.childWorkflowExecutionStartedEventAttributes?.workflowExecution;
    if (child?.workflowId) recorded.push(...(await historiesOf(client, child.workflowId, child.runId ?? undefined)));
  }
  return recorded;
}

/** Runs the current code over recorded histories. Throws where it would have done anything else than what is recorded. */
export async function replay(bundle: WorkflowBundle, recorded: readonly Recorded[]): Promise<void> {
  const histories = recorded.map(({ workflowId, history }) => ({ workflowId, history }));
  const results = Worker.runReplayHistories({ workflowBundle: { codePath: bundle.codePath } }, histories);
  const failed: string[] = [];
  for await (const { workflowId, error } of results) if (error) failed.push(`${workflowId}: ${error.message}`);
  if (failed.length > 0) throw new Error(`Recorded histories do not replay:\n${failed.join('\n')}`);
}

const { History } = proto.temporal.api.history.v1;

/** As it is kept in files: enums by name, numbers and bytes as text. */
export const toJson = (history: History): unknown =>
  History.toObject(History.fromObject(history), { enums: String, longs: String, bytes: String });

/** What `toJson` made. */
export const fromJson = (json: object): History => History.fromObject(json as Record<string, unknown>);

/** Which of the texts occur in the histories, however they are encoded there. */
export function findLeaks(recorded: readonly Recorded[], texts: readonly string[]): string[] {
  const held = recorded.flatMap(({ history }) => textsIn(history));
  return found(texts, held).map(({ needle }) => needle);
}
