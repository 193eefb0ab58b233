/**
 * The longest that one attempt of a step can take. A longer silence means that nothing was running, e.g. a night with the
 * stack switched off: it does not count.
 */
export const LONGEST_GAP_MS = 5 * 60_000;

/** Time in which at least one step was running, in ms, by the clock of the workflow. Parallel steps count once. */
export class ActiveTime {
  #spent: number;
  #running = 0;
  #last = 0;
  readonly #now: () => number;

  /** `spent`: what the meeting had used before. */
  constructor(spent = 0, now: () => number = Date.now) {
    this.#spent = spent;
    this.#now = now;
  }

  get ms(): number {
    return this.#spent;
  }

  /** A step begins; call the result when it has ended. */
  begin(): () => void {
    this.#tick();
    this.#running += 1;
    return () => {
      this.#tick();
      this.#running -= 1;
    };
  }

  /** Another workflow measured on from our `ms`; the latest of them counts. */
  advanceTo(ms: number): void {
    this.#spent = Math.max(this.#spent, ms);
  }

  #tick(): void {
    const now = this.#now();
    if (this.#running > 0) this.#spent += Math.min(Math.max(now - this.#last, 0), LONGEST_GAP_MS);
    this.#last = now;
  }
}
