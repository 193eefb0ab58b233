const FAILURES_TO_OPEN = 5;
/** How long a vendor is left alone, in ms. */
export const OPEN_MS = 30_000;

interface Circuit {
  failures: number;
  openUntil: number;
}

/**
 * A circuit for each vendor. It opens after five failures in a row; after 30 s it is half open: one call tries the vendor
 * again, and the next may follow when that one is answered, or when as long has passed again.
 */
export class Circuits {
  private readonly circuits = new Map<string, Circuit>();
  private readonly now: () => number;

  /** @param now clock in epoch ms */
  constructor(now: () => number = Date.now) {
    this.now = now;
  }

  /** Whether a call may be made now. */
  admits(vendor: string): boolean {
    return (this.circuits.get(vendor)?.openUntil ?? 0) <= this.now();
  }

  /** To be said before a call: the trial of a half open circuit is taken by it. */
  entered(vendor: string): void {
    const circuit = this.circuits.get(vendor);
    if (circuit && circuit.openUntil !== 0) circuit.openUntil = this.now() + OPEN_MS;
  }

  succeeded(vendor: string): void {
    this.circuits.delete(vendor);
  }

  /** Counts a call that ended because the vendor was unavailable; refusals and limits are answers, not outages. */
  failed(vendor: string): void {
    const circuit = this.circuits.get(vendor) ?? { failures: 0, openUntil: 0 };
    circuit.failures += 1;
    if (circuit.failures >= FAILURES_TO_OPEN) circuit.openUntil = this.now() + OPEN_MS;
    this.circuits.set(vendor, circuit);
  }
}
