import type { TestProject } from 'vitest/node';
import type {} from '@bo1/prisma/testing'; // declares what is provided
import { startStack } from './testing.ts';

/**
 * One Postgres and one Redis for the test files of a run, since a start costs more than most files: each takes a database
 * of its own (`testDatabase`), and keys of its own meetings. A test that ends or restarts a server starts its own stack.
 */
export default async function shareServers(project: TestProject): Promise<() => Promise<void>> {
  const stack = await startStack({ parts: ['postgres', 'redis'], migrate: false });
  const { DATABASE_URL = '', REDIS_URL = '' } = stack.settings;
  project.provide('servers', { DATABASE_URL, REDIS_URL });
  return () => stack.stop();
}
