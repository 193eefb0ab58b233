import { CancellationScope, condition, isCancellation, log, sleep } from '@temporalio/workflow';
import { failureCode, isSuperseded } from './failures.ts';

export interface LivenessRules {
  /** Silence that counts as quiet, in ms. */
  quiet_ms: number;
  /** Waiting for a person, paused, or another workflow's turn: silence means nothing. */
  suspended: () => boolean;
  onChange: (quiet: boolean) => Promise<void> | void;
}

/** Notices that a run has had no progress for too long, and that it has some again. One timer for each silence, not each step. */
export class Liveness {
  #touched = Date.now();
  #quiet = false;
  #touches = 0;

  /** Something happened. */
  touch(): void {
    this.#touched = Date.now();
    this.#touches += 1;
  }

  /** Runs `body` beside a watch, and ends the watch with it. */
  async during<T>(body: () => Promise<T>, rules: LivenessRules): Promise<T> {
    const scope = new CancellationScope();
    const watching = scope
      .run(() => this.#watch(rules))
      .catch((error: unknown) => {
        if (!isCancellation(error) && !isSuperseded(error)) log.warn('watch ended', { code: failureCode(error) });
      });
    try {
      return await body();
    } finally {
      scope.cancel();
      await watching;
    }
  }

  async #watch(rules: LivenessRules): Promise<never> {
    for (;;) {
      if (rules.suspended()) {
        await condition(() => !rules.suspended());
        this.touch();
      }
      await sleep(Math.max(1, rules.quiet_ms - (Date.now() - this.#touched)), { summary: 'Watch for silence' });
      if (rules.suspended() || Date.now() - this.#touched < rules.quiet_ms) continue;
      await this.#sitOut(rules);
    }
  }

  async #sitOut(rules: LivenessRules): Promise<void> {
    const touches = this.#touches;
    await this.#turn(true, rules);
    await condition(() => this.#touches !== touches || rules.suspended());
    await this.#turn(false, rules);
  }

  async #turn(quiet: boolean, rules: LivenessRules): Promise<void> {
    if (this.#quiet === quiet) return;
    this.#quiet = quiet;
    await rules.onChange(quiet);
  }
}
