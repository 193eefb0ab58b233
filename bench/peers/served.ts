import type { Contribution, Shape } from './board.ts';

/** To the process of an engine. Said again after a restart: who knows the meeting already carries on with it. */
export interface Hold {
  kind: 'hold';
  id: string;
  shape: Shape;
}
/** From the process of an engine. */
export type Told =
  | { kind: 'ready' }
  | { kind: 'ended'; id: string; contributions: Contribution[] }
  | { kind: 'failed'; id: string; reason: string };

const tell = (told: Told): void => void process.send?.(told);

/**
 * Holds meetings for the driver until it goes away.
 * @param hold begins a meeting or carries on with it, and gives what its end state contains
 */
export function serveBoards(hold: (id: string, shape: Shape) => Promise<Contribution[]>): void {
  process.on('message', ({ id, shape }: Hold) => {
    hold(id, shape).then(
      (contributions) => tell({ kind: 'ended', id, contributions }),
      (thrown: unknown) => tell({ kind: 'failed', id, reason: String(thrown) }),
    );
  });
  process.once('disconnect', () => process.exit());
  tell({ kind: 'ready' });
}
