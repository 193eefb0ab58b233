import { randomUUID } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Tier } from '@bo1/contracts/meeting/values';
import type { Author } from '@bo1/dev/simulators/anthropic/answer/compose';
import { type RunningSimulator, startSimulator } from '@bo1/dev/simulators/anthropic/server';
import { startStack } from '@bo1/dev/stack/testing';
import { createPrisma, type Db } from '@bo1/prisma/client';
import { insertSession, insertUser } from '@bo1/prisma/test-rows';
import { workflowBundle } from '@bo1/temporal/bundle';
import { createTemporalClient } from '@bo1/temporal/client';
import { compose } from '@bo1/temporal/composition';
import { workerConnection } from '@bo1/temporal/connection';
import { workerSettings } from '@bo1/temporal/env';
import { createLog, installRuntime } from '@bo1/temporal/logging';
import { createMeetings } from '@bo1/temporal/meetings';
import { ensureSearchAttributes } from '@bo1/temporal/schedules';
import { engineOf } from '@bo1/temporal/settings';
import { createWorkers } from '@bo1/temporal/workers';

/** A meeting to be held. */
export interface Invitation {
  problem: string;
  tier?: Tier;
  insistOnBoard?: boolean;
  skipClarification?: boolean;
}

/**
 * The real workflows and activities, put together by the worker's own composition root, on real servers: Temporal,
 * Postgres, Valkey and the embedding model. The vendor is the wire-level simulator; the archive's files go nowhere.
 */
export interface Rig {
  db: Db;
  simulator: RunningSimulator;
  /** Holds a meeting to its end; gives its id. Rejects where its workflow fails. */
  hold(invitation: Invitation): Promise<string>;
  stop(): Promise<void>;
}

export async function startRig(home: string, author: Author): Promise<Rig> {
  const stack = await startStack({ parts: ['postgres', 'redis', 'temporal'] });
  const simulator = await startSimulator(0, { author });
  simulator.state.settings.call_ms = 0;
  const files = await startBin();
  const settings = workerSettings({
    ...stack.settings,
    S3_ENDPOINT: binAddress(files),
    ANTHROPIC_API_KEY: 'sk-sim-bench',
    ANTHROPIC_BASE_URL: simulator.url,
    BO1_MODEL_SIMULATED: 'true',
    BO1_HOME: home,
  });
  const log = createLog('error');
  installRuntime(log);
  const engine = engineOf(settings);
  const client = createTemporalClient(engine);
  await ensureSearchAttributes(client);
  const connection = await workerConnection(engine, new AbortController().signal, () => undefined);
  const { activities, close } = compose(settings, client, log);
  const workers = await createWorkers({
    connection,
    namespace: engine.namespace,
    bundle: await workflowBundle(`${home}/cache`),
    activities,
    queues: settings.BO1_WORKER_QUEUES,
    drainMs: 5_000,
  });
  const running = Promise.all(workers.map((worker) => worker.run()));
  const db = createPrisma(settings.DATABASE_URL, { poolSize: 8, applicationName: 'bo1-bench' });
  const meetings = createMeetings(client);
  return {
    db,
    simulator,
    async hold({ problem, tier = 'enterprise', insistOnBoard = true, skipClarification = true }) {
      const user = await insertUser(db, tier);
      const fields = { userId: user.id, tier, problemStatement: problem, insistOnBoard, skipClarification };
      const { id } = await insertSession(db, { ...fields, correlationId: randomUUID() });
      await meetings.start({ session_id: id, attempt: 1, correlation_id: 'bench', user_id: user.id, tier });
      await client.workflow.getHandle(id).result();
      return id;
    },
    async stop() {
      for (const worker of workers) worker.shutdown();
      // What was broken off may not drain in time; everything here ends with the process.
      await running.catch(() => undefined);
      await close();
      await connection.close();
      await client.connection.close();
      await db.$disconnect();
      await simulator.close();
      files.close();
      await stack.stop();
    },
  };
}

/** An object store that takes every object and keeps none. */
export function startBin(): Promise<Server> {
  const server = createServer((request, response) => {
    request.resume().on('end', () => response.setHeader('etag', '"0"').end());
  });
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server)));
}

export const binAddress = (bin: Server): string => `http://127.0.0.1:${(bin.address() as AddressInfo).port}`;
