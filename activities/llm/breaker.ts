import type { LlmPort } from '../ports/llm.ts';
import { Circuits } from './circuits.ts';

/**
 * Routes calls past model vendors whose circuit is open. It only routes: with no other vendor left the preferred one is
 * called all the same, and the workflow engine's back-off does the waiting.
 */
export class Breaker extends Circuits {
  /** The first vendor whose circuit is closed or due for a trial; the first of all when none is. */
  pick(ports: readonly LlmPort[]): LlmPort {
    const preferred = ports[0];
    if (preferred === undefined) throw new Error('No model vendor is configured.');
    const chosen = ports.find((port) => this.admits(port.provider)) ?? preferred;
    this.entered(chosen.provider);
    return chosen;
  }
}

/** The circuits of this process. */
export const breaker = new Breaker();
