import { setTimeout as delay } from 'node:timers/promises';
import { loadavg } from 'node:os';
import type { RunningSimulator } from '@bo1/dev/simulators/anthropic/server';
import { waitFor } from '../../e2e/rig/wait.ts';
import { placesOf, type Shape } from './board.ts';
import type { End, Peer } from './peer.ts';
import { STUCK_AFTER } from './product.ts';
import { AFTER_THE_ANSWER, paidTwice, type Spot, Wire } from './wire.ts';

/** Meetings held undisturbed, begun at once. Times in ms. */
export interface Held {
  /** From the first one's beginning to the end of the last. */
  wall: number;
  /** Of that, with at least one call open. */
  busy: number;
  load: number;
}

/** A meeting with a kill -9 in it. */
export interface Killed {
  spot: Spot;
  round: number;
  /** Calls that were open when the process died. */
  in_flight: number;
  /** Ms from the kill to the first call of the next process. Null: none came. */
  recovery: number | null;
  paid_twice: number;
  answered_twice: number;
  lost: number;
  doubled: number;
  stuck: boolean;
  problems: string[];
}

export async function holdAtOnce(simulator: RunningSimulator, peer: Peer, shape: Shape, count: number): Promise<Held> {
  const wire = new Wire(simulator);
  const ends = await Promise.all(Array.from({ length: count }, async () => (await peer.begin(shape)).end));
  for (const end of ends) requireWhole(peer, end, shape);
  const wall = Math.max(...ends.map(({ at }) => at)) - wire.since;
  return { wall, busy: wire.busy(), load: loadavg()[0]! };
}

/** An undisturbed meeting that is not whole measures nothing. */
function requireWhole(peer: Peer, end: End, shape: Shape): void {
  const { lost, doubled } = workOf(end, shape);
  if (lost + doubled + end.problems.length === 0) return;
  throw new Error(`${peer.title}: ${lost} contributions lost, ${doubled} doubled. ${end.problems.join('; ')}`);
}

function workOf({ places }: End, shape: Shape): { lost: number; doubled: number } {
  const found = new Set(places.map(({ round, expert }) => `${round}/${expert}`));
  const lost = placesOf(shape).filter(({ round, expert }) => !found.has(`${round}/${expert}`)).length;
  return { lost, doubled: places.length - found.size };
}

/** Holds a meeting and kills the engine's process once, when it comes to the spot. */
export async function holdAndKill(
  simulator: RunningSimulator,
  peer: Peer,
  shape: Shape,
  spot: Spot,
  round: number,
): Promise<Killed> {
  const wire = new Wire(simulator);
  const { end } = await peer.begin(shape);
  const outcome = end.catch((thrown: unknown) => String(thrown));
  await waitFor(`${spot} of round ${round}`, () => wire.isAt(spot, round, shape), { within: 60_000, every: 2 });
  if (spot === 'after the last answer') await delay(AFTER_THE_ANSWER);
  const inFlight = wire.calls().filter(({ status }) => status === 'open').length;
  const killedAt = Date.now();
  const deadAt = await peer.kill();
  const settled = await Promise.race([outcome, delay(STUCK_AFTER, 'stuck', { ref: false })]);
  const next = wire.calls().find(({ started_at }) => started_at > deadAt)?.started_at;
  const whole = typeof settled === 'object' ? settled : null;
  const paid = paidTwice(wire.calls(), whole?.calls ?? 0, killedAt);
  const work = whole === null ? { lost: 0, doubled: 0 } : workOf(whole, shape);
  return {
    spot,
    round,
    in_flight: inFlight,
    recovery: next === undefined ? null : next - killedAt,
    paid_twice: whole === null ? 0 : paid.all,
    answered_twice: paid.answered,
    ...work,
    stuck: whole === null,
    problems: whole?.problems ?? [String(settled)],
  };
}
