/** The harness in a process of its own, as the product's worker is. Settings: see env.ts. */
import { DefaultLogger, NativeConnection, Runtime, Worker } from '@temporalio/worker';
import { createHarnessActivities, type Requests } from './activities.ts';
import { harnessEnv } from './env.ts';

const env = harnessEnv();
Runtime.install({ logger: new DefaultLogger('WARN'), shutdownSignals: [] });
let requests: Requests = {};
process.on('message', (told: Requests) => {
  requests = told;
  process.send?.('ready');
});
const connection = await NativeConnection.connect({ address: env.temporalAddress });
const worker = await Worker.create({
  connection,
  taskQueue: 'bare-harness',
  workflowsPath: new URL('./workflows.ts', import.meta.url).pathname,
  activities: createHarnessActivities(env.simulatorUrl, env.apiKey, (request) => requests[request]!),
});
process.once('SIGTERM', () => worker.shutdown());
process.send?.('ready');
await worker.run();
await connection.close();
if (process.connected) process.disconnect();
