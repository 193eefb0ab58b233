import { DefaultLogger, Runtime } from '@temporalio/worker';

/** Keeps the SDK quiet in tests: what it has to say is in the test's own failure. */
export function silenceRuntime(): void {
  if (Runtime._instance) return;
  const silent = new DefaultLogger('ERROR', () => undefined);
  Runtime.install({ logger: silent, telemetryOptions: { logging: { filter: 'OFF', forward: {} } } });
}
