import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { type Text, textsIn, textsOfLines } from '@bo1/temporal/testing/texts';
import { Client, Connection } from '@temporalio/client';

/** Every workflow that an engine knows, of whatever kind, each of its runs: all that an admin of the engine could read. */
export async function textsOfEngine(address: string): Promise<{ runs: string[]; texts: Text[] }> {
  const connection = await Connection.connect({ address });
  try {
    const client = new Client({ connection });
    const runs: string[] = [];
    const texts: Text[] = [];
    for await (const { workflowId, runId } of client.workflow.list()) {
      const handle = client.workflow.getHandle(workflowId, runId);
      runs.push(workflowId);
      texts.push(...textsIn(await handle.fetchHistory(), `${workflowId}/history`));
      texts.push(...textsIn((await handle.describe()).raw, `${workflowId}/description`));
    }
    return { runs, texts };
  } finally {
    await connection.close();
  }
}

/** Every text of the logs of a stack's parts; those of the vendors, which are given texts to answer, are not ours. */
export function textsOfLogs(home: string, vendors: readonly string[]): { files: string[]; texts: Text[] } {
  const folder = path.join(home, 'logs');
  const files = readdirSync(folder).filter((file) => !vendors.some((vendor) => file.startsWith(vendor)));
  return { files, texts: files.flatMap((file) => textsOfLines(readFileSync(path.join(folder, file), 'utf8'), file)) };
}

/** Entries of a part's log that carry the correlation id. */
export const linesOf = (home: string, part: string, correlationId: string): Record<string, unknown>[] =>
  readFileSync(path.join(home, 'logs', `${part}.log`), 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line) as Record<string, unknown>)
    .filter((entry) => entry['correlation_id'] === correlationId);
