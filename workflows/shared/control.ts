import type { ControlState } from '@bo1/contracts/meeting/values';

/** Whether a run may start steps. Plain state: changed by messages, read by `guarded` steps. */
export class Control {
  #version: number;
  #paused: boolean;

  constructor(initial: ControlState) {
    this.#version = initial.version;
    this.#paused = initial.paused;
  }

  get version(): number {
    return this.#version;
  }

  get paused(): boolean {
    return this.#paused;
  }

  get state(): ControlState {
    return { version: this.#version, paused: this.#paused };
  }

  /** Takes over a state with a newer version; any other changes nothing. */
  apply(next: ControlState): void {
    if (next.version <= this.#version) return;
    this.#version = next.version;
    this.#paused = next.paused;
  }

  /** The ledger is paused although nobody paused this run: an earlier run did, and this one was reset to before it. */
  adoptPause(seenVersion: number): void {
    if (this.#version === seenVersion) this.#paused = true;
  }
}
