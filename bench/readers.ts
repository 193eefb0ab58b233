/** Child process of stream.bench.ts: readers of one meeting that note when each event's frame arrives. */
export interface ReadersTask {
  origin: string;
  cookie: string;
  sessionId: string;
  readers: number;
  /** Last sequence before the run. */
  from: number;
  events: number;
}
export interface ReadersReport {
  /** [sequence, epoch ms with fractions] of every frame at every reader. */
  arrivals: [number, number][];
}

process.once('message', (task: ReadersTask) => void main(task));

async function main(task: ReadersTask): Promise<void> {
  const arrivals: [number, number][] = [];
  let open = 0;
  const opened = () => {
    open++;
    if (open === task.readers) process.send!({ kind: 'listening' });
  };
  await Promise.all(Array.from({ length: task.readers }, () => readAll(task, arrivals, opened)));
  process.send!({ kind: 'done', report: { arrivals } satisfies ReadersReport }, () => process.disconnect());
}

async function readAll(task: ReadersTask, arrivals: [number, number][], opened: () => void): Promise<void> {
  const cut = new AbortController();
  const response = await fetch(`${task.origin}/api/v1/sessions/${task.sessionId}/stream`, {
    headers: {
      cookie: task.cookie,
      accept: 'text/event-stream',
      'accept-encoding': 'gzip',
      'last-event-id': String(task.from),
    },
    signal: cut.signal,
  });
  if (!response.ok) throw new Error(`stream answered ${response.status}`);
  opened();
  const decoder = new TextDecoder();
  let rest = '';
  let seen = 0;
  for await (const chunk of response.body!) {
    const at = performance.timeOrigin + performance.now();
    rest += decoder.decode(chunk as Uint8Array, { stream: true });
    const frames = rest.split('\n\n');
    rest = frames.pop()!;
    for (const frame of frames) {
      const id = /^id: ?(\d+)$/m.exec(frame)?.[1];
      if (id === undefined) continue;
      arrivals.push([Number(id), at]);
      seen++;
    }
    if (seen >= task.events) break;
  }
  cut.abort();
}
