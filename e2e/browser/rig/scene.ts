import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, inject } from 'vitest';
import { type Person } from '../../rig/person.ts';
import { ProductStack } from '../../rig/stack.ts';
import { homeOfWorker } from './shared-stack.ts';
import { launch, openWindow, type Watched, type WindowOptions } from './browser.ts';

/** How fast the simulator answers. */
export const PACE = {
  quick: { first_token_ms: [10, 30], tokens_per_second: 5_000 },
  brisk: { first_token_ms: [80, 160], tokens_per_second: 300 },
  /** A contribution takes two to three seconds: time to see it being written. */
  watchable: { first_token_ms: [150, 300], tokens_per_second: 90 },
  /** Nothing that has begun ends while somebody looks. */
  slow: { first_token_ms: [150, 600], tokens_per_second: 14 },
} satisfies Record<string, Record<string, unknown>>;

/** The stack that the browser suites of a worker share, and a browser of this file's own. */
export interface Scene {
  stack: ProductStack;
  browser: Browser;
  /** A window on the one origin; closed after the file. */
  open(options?: WindowOptions & { person?: Person }): Promise<Watched>;
  pace(name: keyof typeof PACE): Promise<void>;
}

/** Sets the scene for the tests of a file. Its fields are there once the tests run. */
export function setScene(pace: keyof typeof PACE): Scene {
  const scene = {} as Scene;
  beforeAll(async () => {
    scene.stack = ProductStack.attach(homeOfWorker(inject('homes')));
    scene.pace = async (name) => void (await scene.stack.simulator.configure(PACE[name]));
    await scene.pace(pace);
    scene.browser = await launch();
    scene.open = ({ person, ...options } = {}) =>
      openWindow(scene.browser, scene.stack.origin, { ...(person && { cookie: person.cookie }), ...options });
  });
  afterAll(async () => {
    await scene.browser?.close();
    await scene.stack?.down();
  });
  return scene;
}

/** For tests that go on where the one before ended: after a failure the rest is skipped, since it could only wait. */
export function stepByStep(): void {
  let broken = false;
  beforeEach((context) => {
    if (broken) context.skip('an earlier step failed');
  });
  afterEach(({ task }) => {
    broken ||= task.result?.state === 'fail';
  });
}
