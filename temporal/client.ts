import { Client } from '@temporalio/client';
import { type EngineSettings, lazyConnection } from './connection.ts';

/** A client of the engine. Connects at the first call; close it by `client.connection.close()`. */
export function createTemporalClient(settings: EngineSettings): Client {
  return new Client({ connection: lazyConnection(settings), namespace: settings.namespace });
}
