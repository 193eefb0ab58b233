import type { TestProject } from 'vitest/node';
import { ProductStack } from '../../rig/stack.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Home of the stack that all browser suites share. */
    home: string;
  }
}

/** One stack for all browser suites, since a start costs more than most of them. */
export default async function shareStack(project: TestProject): Promise<() => Promise<void>> {
  const stack = await ProductStack.start({ BO1_AUTH_RATE_LIMIT: '1000', BO1_SESSION_LIMIT: '1000' });
  project.provide('home', stack.home);
  return () => stack.end();
}
