import { randomUUID } from 'node:crypto';
import type { Client } from '@temporalio/client';
import { callsOf, type Contribution, type Shape } from './board.ts';
import type { End, Peer } from './peer.ts';
import type { Tended } from './tended.ts';

function endOf(contributions: Contribution[], shape: Shape): End {
  const places = contributions.filter(({ text }) => text !== '');
  return { at: Date.now(), places, calls: callsOf(shape), problems: [] };
}

/** An engine that lives in one process and is told of meetings by it. */
export function libraryPeer(name: 'langgraph' | 'dbos', title: string, tended: Tended): Peer {
  return {
    name,
    title,
    async begin(shape) {
      return { end: tended.hold(randomUUID(), shape).then((said) => endOf(said, shape)) };
    },
    kill: () => tended.kill(),
  };
}

/** Temporal alone: meetings are begun at the server, the process is its worker. */
export function temporalPeer(client: Client, tended: Tended): Peer {
  return {
    name: 'temporal',
    title: 'Temporal alone',
    async begin(shape) {
      const id = randomUUID();
      const handle = await client.workflow.start('board', {
        taskQueue: 'peers-temporal',
        workflowId: id,
        workflowTaskTimeout: '3s',
        args: [id, shape],
      });
      return { end: handle.result().then((said: Contribution[]) => endOf(said, shape)) };
    },
    kill: () => tended.kill(),
  };
}
