import { busyTime } from '@bo1/dev/simulators/anthropic/ledger/busy';
import type { LedgerEntry } from '@bo1/dev/simulators/anthropic/ledger/ledger';
import type { RunningSimulator } from '@bo1/dev/simulators/anthropic/server';
import { callsBefore, type Shape } from './board.ts';

/** Points of a round at which the process is killed. */
export const SPOTS = ['in every call', 'half answered', 'after the last answer'] as const;
export type Spot = (typeof SPOTS)[number];

/** Ms: into the calls of a fan-out; after the last answer of a round, while it is received, recorded, and acted upon. */
const INTO_THE_CALLS = 120;
export const AFTER_THE_ANSWER = 5;

/** What the vendor saw since a moment. One meeting at a time, unless it is only the busy time that is asked for. */
export class Wire {
  readonly #simulator: RunningSimulator;
  readonly since = Date.now();

  constructor(simulator: RunningSimulator) {
    this.#simulator = simulator;
    simulator.state.ledger.clear();
    simulator.state.recorded.clear();
  }

  calls(): LedgerEntry[] {
    return this.#simulator.state.ledger.after(0).filter(({ started_at }) => started_at >= this.since);
  }

  /** Ms in which at least one call was open. */
  busy(): number {
    return busyTime(this.calls(), this.since, Date.now()).busy_ms;
  }

  /** Whether a meeting has come to the spot of a round; once it has, it stays so until the next answers come. */
  isAt(spot: Spot, round: number, shape: Shape): boolean {
    const calls = this.calls();
    const open = calls.filter(({ status }) => status === 'open');
    const done = new Set(calls.filter(({ status }) => status === 'ok').map(({ prompt_hash }) => prompt_hash)).size;
    const before = callsBefore(shape, round);
    if (spot === 'after the last answer') return done >= callsBefore(shape, round + 1);
    if (spot === 'half answered') return done > before && open.length > 0;
    return done >= before && open.some(({ started_at }) => Date.now() - started_at >= INTO_THE_CALLS);
  }
}

/** Calls that were billed more often than needed. `answered`: prompts asked again whose answer was there before the kill. */
export function paidTwice(
  calls: readonly LedgerEntry[],
  needed: number,
  killedAt: number,
): { all: number; answered: number } {
  const before = calls.filter(({ status, ended_at }) => status === 'ok' && (ended_at ?? Infinity) <= killedAt);
  const answered = new Set(before.map(({ prompt_hash }) => prompt_hash));
  return {
    all: calls.filter(({ usage }) => usage !== null).length - needed,
    answered: calls.filter(({ prompt_hash, started_at }) => started_at > killedAt && answered.has(prompt_hash)).length,
  };
}
