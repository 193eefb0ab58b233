import type { TestProject } from 'vitest/node';
import { ProductStack } from '../../rig/stack.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Homes of the stacks that the browser suites share: one for each file that runs at a time. */
    homes: string[];
  }
}

/** A stack for each worker, not for each file: a start costs more than most of them. */
export default async function shareStacks(project: TestProject): Promise<() => Promise<void>> {
  const workers = Number(project.config.maxWorkers);
  const settings = { BO1_AUTH_RATE_LIMIT: '1000', BO1_SESSION_LIMIT: '1000' };
  const stacks = await Promise.all(Array.from({ length: workers }, () => ProductStack.start(settings)));
  project.provide(
    'homes',
    stacks.map((stack) => stack.home),
  );
  return async () => void (await Promise.all(stacks.map((stack) => stack.end())));
}

/** The home of the stack that is this worker's alone. */
export function homeOfWorker(homes: string[]): string {
  const home = homes[Number(process.env['VITEST_POOL_ID']) - 1];
  if (home === undefined) throw new Error(`There is no stack for worker ${process.env['VITEST_POOL_ID']}.`);
  return home;
}
