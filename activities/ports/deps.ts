import type { Db } from '@bo1/prisma/client';
import type { Clock } from './clock.ts';
import type { EmbeddingsPort } from './embeddings.ts';
import type { FilesPort } from './files.ts';
import type { LivePort } from './live.ts';
import type { LlmPort } from './llm.ts';
import type { Log } from './log.ts';
import type { SearchPort } from './search.ts';
import type { Settings } from './settings.ts';
import type { WorkflowControl } from './workflows.ts';

/** Everything activities reach the world through. */
export interface ActivityDeps {
  db: Db;
  /** Model vendors, the preferred first; the next one takes over while a vendor's circuit is open. */
  llm: readonly LlmPort[];
  /** Null where no embedding model is installed: rounds then have no novelty. */
  embeddings: EmbeddingsPort | null;
  /** Absent or null where nobody may ask the web: research is then not offered. */
  search?: SearchPort | null;
  files: FilesPort;
  live: LivePort;
  clock: Clock;
  workflows: WorkflowControl;
  settings: Settings;
  log: Log;
}
