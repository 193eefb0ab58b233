import { Client, Connection } from '@temporalio/client';

/** Every payload and text field of a run's history and description, decoded, as one string a place. */
export interface Searched {
  place: string;
  text: string;
}

type Json = unknown;

/** Payload data are bytes in the decoded history: turned back into the text they carry. */
function flatten(value: Json, place: string, found: Searched[]): void {
  if (value === null || value === undefined) return;
  if (value instanceof Uint8Array) found.push({ place, text: Buffer.from(value).toString('utf8') });
  else if (typeof value === 'string') found.push({ place, text: value });
  else if (Array.isArray(value)) value.forEach((item, index) => flatten(item, `${place}[${index}]`, found));
  else if (typeof value === 'object')
    for (const [key, item] of Object.entries(value)) flatten(item, `${place}.${key}`, found);
}

/** The workflow of a meeting and its children: everything that an admin of the engine could read. */
export async function searchableHistories(address: string, workflowIds: string[]): Promise<Searched[]> {
  const connection = await Connection.connect({ address });
  try {
    const client = new Client({ connection });
    const found: Searched[] = [];
    for (const id of workflowIds) {
      const handle = client.workflow.getHandle(id);
      flatten(await handle.fetchHistory(), `${id}/history`, found);
      flatten((await handle.describe()).raw, `${id}/description`, found);
    }
    return found;
  } finally {
    await connection.close();
  }
}

/** Places that hold one of the needles. */
export function leaks(searched: Searched[], needles: string[]): string[] {
  return searched.filter(({ text }) => needles.some((needle) => text.includes(needle))).map(({ place }) => place);
}
