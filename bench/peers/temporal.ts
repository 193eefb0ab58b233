/** Temporal alone, in a process of its own, with the settings of the product's worker (temporal/queues.ts). */
import { withHeartbeat } from '@bo1/activities/llm/heartbeat';
import { DefaultLogger, NativeConnection, Runtime, Worker } from '@temporalio/worker';
import { createCaller } from './caller.ts';
import { engineEnv } from './env.ts';
import type { Calls } from './temporal-workflows.ts';

const env = engineEnv();
Runtime.install({ logger: new DefaultLogger('WARN') });
const callVendor = createCaller(env.vendor);
const activities: Calls = { call: (meeting, key) => withHeartbeat(() => callVendor(meeting, key)) };
const worker = await Worker.create({
  connection: await NativeConnection.connect({ address: env.temporalAddress }),
  taskQueue: 'peers-temporal',
  workflowBundle: { codePath: env.bundle },
  activities,
  stickyQueueScheduleToStartTimeout: '1s',
});
process.once('disconnect', () => process.exit());
process.send?.({ kind: 'ready' });
await worker.run();
