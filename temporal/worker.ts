/** The worker's process: takes tasks of the queues it is given until it is told to stop. */
import { flushCompileCache } from 'node:module';
import path from 'node:path';
import type { Worker } from '@temporalio/worker';
import { workflowBundle } from './bundle.ts';
import { createTemporalClient } from './client.ts';
import { compose } from './composition.ts';
import { workerConnection } from './connection.ts';
import { type WorkerSettings, workerSettings } from './env.ts';
import { serveHealth } from './health.ts';
import { createLog, describeError, installRuntime } from './logging.ts';
import { OpenTasks } from './open-tasks.ts';
import { keepEnsured } from './schedules.ts';
import { engineOf, SettingsError } from './settings.ts';
import { createWorkers, type WorkerSetup } from './workers.ts';

/** A stop is over within this, drained or not. */
const STOP_WITHIN_MS = 10_000;
const DRAIN_MS = 8_500;
/** How soon a schedule is back whose store was deleted. */
const ENSURE_EVERY_MS = 10_000;

async function main(settings: WorkerSettings): Promise<void> {
  const log = createLog(settings.BO1_LOG_LEVEL);
  installRuntime(log);
  const stop = new AbortController();
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => stop.abort());

  let workers: Worker[] = [];
  const isPolling = () => workers.length > 0 && workers.every((worker) => worker.getState() === 'RUNNING');
  const address = { host: settings.BO1_WORKER_HEALTH_HOST, port: settings.BO1_WORKER_HEALTH_PORT };
  const health = await serveHealth(address, isPolling);
  const bundle = await workflowBundle(settings.BO1_CACHE_DIR ?? path.join(settings.BO1_HOME, 'cache'));
  const engine = engineOf(settings);
  const connection = await workerConnection(engine, stop.signal, () =>
    log.warn({ address: engine.address }, 'the workflow engine does not answer yet; waiting for it'),
  );
  const client = createTemporalClient(engine);
  const { activities, close } = compose(settings, client, log);
  const openTasks = settings.BO1_OPEN_TASKS_DIR ? new OpenTasks(settings.BO1_OPEN_TASKS_DIR) : null;
  const given_back = await openTasks?.giveBack(client.activity);
  if (given_back) log.info({ given_back }, 'a worker before this one died; its steps are tried again');
  workers = await createWorkers({ ...setupOf(settings, bundle), connection, activities, openTasks });
  const reconcile = { every_ms: settings.BO1_RECONCILE_EVERY_MS, older_than_ms: settings.BO1_RECONCILE_OLDER_THAN_MS };
  const ensured = keepEnsured(client, { ...reconcile, again_ms: ENSURE_EVERY_MS }, (error) =>
    log.warn({ error: describeError(error) }, 'attributes and schedule are not ensured; trying again'),
  );
  log.info({ queues: settings.BO1_WORKER_QUEUES, build_id: bundle.buildId, health_port: health.port }, 'working');

  flushCompileCache(); // now, since a worker that is killed could not
  try {
    await runUntil(workers, stop.signal);
  } finally {
    ensured.stop();
    health.close();
    await close();
    await client.connection.close();
    await connection.close();
  }
  log.info({}, 'drained');
}

function setupOf(
  settings: WorkerSettings,
  bundle: WorkerSetup['bundle'],
): Omit<WorkerSetup, 'connection' | 'activities'> {
  const name = settings.BO1_DEPLOYMENT_NAME;
  return {
    namespace: settings.TEMPORAL_NAMESPACE,
    bundle,
    queues: settings.BO1_WORKER_QUEUES,
    deployment: name ? { name, buildId: settings.BO1_BUILD_ID ?? bundle.buildId } : null,
    llmCallsPerSecond: settings.BO1_LLM_CALLS_PER_SECOND,
    drainMs: DRAIN_MS,
  };
}

/** Runs all workers until the signal, then drains them. Rejects where one lost its connection for good: all stop then. */
async function runUntil(workers: Worker[], signal: AbortSignal): Promise<void> {
  const shutDown = () => {
    for (const worker of workers) if (worker.getState() === 'RUNNING') worker.shutdown();
  };
  const onSignal = () => {
    setTimeout(() => process.exit(1), STOP_WITHIN_MS).unref();
    shutDown();
  };
  const running = workers.map((worker) => worker.run().finally(shutDown));
  if (signal.aborted) onSignal();
  signal.addEventListener('abort', onSignal);
  const ended = await Promise.allSettled(running);
  const failed = ended.find((end) => end.status === 'rejected');
  if (failed) throw failed.reason;
}

try {
  await main(workerSettings());
} catch (error) {
  // Settings are explained in full; of anything else only the kind, since the supervisor's log keeps it.
  const isOurs = error instanceof SettingsError;
  console.error(isOurs ? error.message : JSON.stringify({ level: 'fatal', error: describeError(error) }));
  process.exitCode = 1;
}
process.exit();
