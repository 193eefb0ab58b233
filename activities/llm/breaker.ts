import type { LlmPort } from '../ports/llm.ts';

const FAILURES_TO_OPEN = 5;
const OPEN_MS = 30_000;

interface Circuit {
  failures: number;
  openUntil: number;
}

/**
 * A circuit for each vendor. After five unavailable calls in a row a vendor is left alone for 30 s, then one call tries
 * it again. It only routes: with no other vendor left the preferred one is called all the same, and the workflow
 * engine's back-off does the waiting.
 */
export class Breaker {
  private readonly circuits = new Map<string, Circuit>();
  private readonly now: () => number;

  /** @param now clock in epoch ms */
  constructor(now: () => number = Date.now) {
    this.now = now;
  }

  /** The first vendor whose circuit is closed or due for a trial; the first of all when none is. */
  pick(ports: readonly LlmPort[]): LlmPort {
    const preferred = ports[0];
    if (preferred === undefined) throw new Error('No model vendor is configured.');
    const chosen = ports.find((port) => this.admits(port.provider)) ?? preferred;
    const circuit = this.circuits.get(chosen.provider);
    // Half open: one trial; the others wait for its result as long as the circuit would have stayed open.
    if (circuit && circuit.openUntil !== 0) circuit.openUntil = this.now() + OPEN_MS;
    return chosen;
  }

  succeeded(provider: string): void {
    this.circuits.delete(provider);
  }

  /** Counts a call that ended because the vendor was unavailable; refusals and limits are answers, not outages. */
  failed(provider: string): void {
    const circuit = this.circuits.get(provider) ?? { failures: 0, openUntil: 0 };
    circuit.failures += 1;
    if (circuit.failures >= FAILURES_TO_OPEN) circuit.openUntil = this.now() + OPEN_MS;
    this.circuits.set(provider, circuit);
  }

  private admits(provider: string): boolean {
    return (this.circuits.get(provider)?.openUntil ?? 0) <= this.now();
  }
}

/** The circuits of this process. */
export const breaker = new Breaker();
