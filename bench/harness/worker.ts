/** The harness in a process of its own, as the product's worker is. Settings: see env.ts. */
import { NativeConnection, Worker } from '@temporalio/worker';
import { createHarnessActivities } from './activities.ts';
import { harnessEnv } from './env.ts';

const env = harnessEnv();
const connection = await NativeConnection.connect({ address: env.temporalAddress });
const worker = await Worker.create({
  connection,
  taskQueue: 'bare-harness',
  workflowsPath: new URL('./workflows.ts', import.meta.url).pathname,
  activities: createHarnessActivities(env.simulatorUrl, env.apiKey, env.model),
});
process.once('SIGTERM', () => worker.shutdown());
process.send?.('ready');
await worker.run();
await connection.close();
process.disconnect?.();
