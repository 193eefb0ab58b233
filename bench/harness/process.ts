import { type ChildProcess, fork } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { Client, Connection } from '@temporalio/client';
import type { Requests } from './activities.ts';
import type { CallTree } from './tree.ts';

/** The bare harness under a stack's own engine and simulator, in a process of its own. */
export class Harness {
  readonly #child: ChildProcess;
  readonly #connection: Connection;
  readonly #client: Client;

  private constructor(child: ChildProcess, connection: Connection) {
    this.#child = child;
    this.#connection = connection;
    this.#client = new Client({ connection });
  }

  static async start(engineAddress: string, simulatorUrl: string): Promise<Harness> {
    const child = fork(new URL('./worker.ts', import.meta.url), {
      env: {
        ...process.env,
        TEMPORAL_ADDRESS: engineAddress,
        ANTHROPIC_BASE_URL: simulatorUrl,
        ANTHROPIC_API_KEY: 'sk-sim-harness',
      },
    });
    await Promise.race([
      once(child, 'message'),
      once(child, 'exit').then(([code]) => Promise.reject(new Error(`The harness ended with ${code}.`))),
    ]);
    return new Harness(child, await Connection.connect({ address: engineAddress }));
  }

  get pid(): number {
    return this.#child.pid!;
  }

  /** Gives it the requests of the meeting that it is compared with. */
  async learn(requests: Requests): Promise<void> {
    const heard = once(this.#child, 'message');
    this.#child.send(requests);
    await heard;
  }

  /** One run of the tree; wall time in ms. */
  async run(tree: CallTree): Promise<number> {
    const since = Date.now();
    await this.#client.workflow.execute('bareMeeting', {
      taskQueue: 'bare-harness',
      workflowId: `bare-${randomUUID()}`,
      args: [tree],
    });
    return Date.now() - since;
  }

  async end(): Promise<void> {
    await this.#connection.close();
    const gone = once(this.#child, 'exit');
    this.#child.kill('SIGTERM');
    await gone;
  }
}
