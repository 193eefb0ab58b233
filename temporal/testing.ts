import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { type Queue, QUEUES, SEARCH_ATTRIBUTES } from '@bo1/contracts/engine/values';
import type { MeetingInput } from '@bo1/workflows/meeting/meeting.messages';
import type { Client } from '@temporalio/client';
import { TestWorkflowEnvironment } from '@temporalio/testing';
import type { NativeConnection } from '@temporalio/worker';
import { type WorkflowBundle, workflowBundle } from './bundle.ts';
import { createMeetings, type Meetings } from './meetings.ts';
import { silenceRuntime } from './testing/runtime.ts';
import { historiesOf, type Recorded, replay } from './testing/histories.ts';
import { createWorkers, type WorkerSetup } from './workers.ts';

const ROOT = path.resolve(import.meta.dirname, '..');
export const CACHE = process.env.BO1_TEST_CACHE ?? path.join(ROOT, 'node_modules/.cache/bo1');
/** The server's own executable; installed by `npm start` and `npm test`. */
export const TEMPORAL = process.env.BO1_TEMPORAL_CLI ?? path.join(ROOT, '.venv/bin/temporal');

/** A worker in this process that a test can stop and start again. */
export interface RunningWorker {
  /** Drains it, as at SIGTERM. */
  stop(): Promise<void>;
}

/** A real server with a real worker; remembers what it ran, so that every tested workflow is replayed at the end. */
export interface Rig {
  client: Client;
  meetings: Meetings;
  connection: NativeConnection;
  bundle: WorkflowBundle;
  address: string;
  startWorker(activities: WorkerSetup['activities'], options?: Partial<WorkerSetup>): Promise<RunningWorker>;
  /** Starts a meeting and remembers it. */
  start(input?: Partial<MeetingInput>): Promise<MeetingInput>;
  /** Remembers a workflow's present run, e.g. before it is reset. */
  remember(workflowId: string): Promise<void>;
  /** Histories of the remembered runs, of the newest ones and of all children. */
  recorded(workflowIds?: string[]): Promise<Recorded[]>;
  /** What the engine's UI shows of a workflow and its children: summaries of steps and of the workflows themselves. */
  summaries(workflowId: string): Promise<string[]>;
  /** Replays everything that was remembered, and forgets it. */
  replayAll(): Promise<void>;
  close(): Promise<void>;
}

export const newMeeting = (input: Partial<MeetingInput> = {}): MeetingInput => ({
  session_id: `bo1_${randomUUID()}`,
  attempt: 1,
  correlation_id: randomUUID(),
  user_id: `user-${randomUUID()}`,
  tier: 'pro',
  ...input,
});

const searchAttributeArgs = Object.entries(SEARCH_ATTRIBUTES).flatMap(([name, type]) => [
  '--search-attribute',
  `${name}=${type === 'INT' ? 'Int' : 'Keyword'}`,
]);

/** Starts a server of its own; about 1 s. Close it in `afterAll`. */
export async function startRig({ searchAttributes = true } = {}): Promise<Rig> {
  silenceRuntime();
  const env = await TestWorkflowEnvironment.createLocal({
    server: {
      executable: { type: 'existing-path', path: TEMPORAL },
      extraArgs: searchAttributes ? searchAttributeArgs : [],
      log: { format: 'pretty', level: 'error' },
    },
  });
  const bundle = await workflowBundle(CACHE);
  return rigOn(env, bundle);
}

function rigOn(env: TestWorkflowEnvironment, bundle: WorkflowBundle): Rig {
  const { client } = env;
  const meetings = createMeetings(client);
  const remembered = new Map<string, Set<string>>();
  const workers = new Set<RunningWorker>();

  async function remember(workflowId: string): Promise<void> {
    const { runId } = await client.workflow.getHandle(workflowId).describe();
    remembered.set(workflowId, (remembered.get(workflowId) ?? new Set()).add(runId));
  }

  async function recorded(workflowIds = [...remembered.keys()]): Promise<Recorded[]> {
    const found = new Map<string, Recorded>();
    for (const workflowId of workflowIds) {
      await remember(workflowId);
      for (const runId of remembered.get(workflowId)!) {
        for (const record of await historiesOf(client, workflowId, runId)) found.set(record.runId, record);
      }
    }
    return [...found.values()];
  }

  return {
    client,
    meetings,
    connection: env.nativeConnection,
    bundle,
    address: env.address,
    remember,
    recorded,
    async startWorker(activities, options = {}) {
      const queues = Object.keys(QUEUES) as Queue[];
      const setup = {
        connection: env.nativeConnection,
        namespace: 'default',
        bundle,
        activities,
        queues,
        drainMs: 1_000,
      };
      const started = await createWorkers({ ...setup, ...options });
      const running = Promise.all(started.map((worker) => worker.run()));
      const worker = {
        async stop() {
          if (!workers.delete(worker)) return;
          for (const each of started) each.shutdown();
          await running;
        },
      };
      workers.add(worker);
      return worker;
    },
    async start(input) {
      const meeting = newMeeting(input);
      await meetings.start(meeting);
      await remember(meeting.session_id);
      return meeting;
    },
    async summaries(workflowId) {
      const texts: string[] = [];
      for (const { history } of await recorded([workflowId])) {
        for (const event of history.events ?? []) {
          const { summary, details } = event.userMetadata ?? {};
          for (const payload of [summary, details]) if (payload?.data) texts.push(Buffer.from(payload.data).toString());
        }
      }
      return texts;
    },
    async replayAll() {
      const records = await recorded();
      remembered.clear();
      await replay(bundle, records);
    },
    async close() {
      for (const worker of workers) await worker.stop();
      await env.teardown();
    },
  };
}
