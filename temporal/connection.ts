import {
  Connection,
  type ConnectionOptions,
  defaultGrpcRetryOptions,
  makeGrpcRetryInterceptor,
} from '@temporalio/client';
import type { NativeConnection } from '@temporalio/worker';

/** Where the engine is. `api_key` and `tls` are for one that is not our own. */
export interface EngineSettings {
  address: string;
  namespace: string;
  api_key?: string | undefined;
  tls?: boolean | undefined;
}

const optionsOf = ({ address, api_key, tls }: EngineSettings) => ({
  address,
  ...(api_key ? { apiKey: api_key } : {}),
  ...(tls ? { tls: true } : {}),
});

/** A connection that is made at the first call, so that a process starts without its engine. */
export function lazyConnection(settings: EngineSettings): Connection {
  const options: ConnectionOptions = {
    ...optionsOf(settings),
    connectTimeout: '3s',
    // A second of retries. The SDK's half minute outlives our deadline, and then the connection that it uses.
    interceptors: [makeGrpcRetryInterceptor(defaultGrpcRetryOptions({ maxAttempts: 4 }))],
  };
  return Connection.lazy(options);
}

const RETRY_MS = 500;

/** A worker's connection; waits for the engine as long as `signal` allows. */
export async function workerConnection(
  settings: EngineSettings,
  signal: AbortSignal,
  onWait: () => void,
): Promise<NativeConnection> {
  // Loaded here only: a process that is just a client has no use for the worker's native code.
  const worker = await import('@temporalio/worker');
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await worker.NativeConnection.connect(optionsOf(settings));
    } catch (error) {
      if (signal.aborted) throw error;
      if (attempt === 1) onWait();
      await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
    }
  }
}
