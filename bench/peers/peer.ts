import type { Place, Shape } from './board.ts';

/** How a meeting ended. */
export interface End {
  /** Epoch ms. */
  at: number;
  /** Places that the engine's end state has a contribution for, doubles included. */
  places: Place[];
  /** Distinct model calls whose answers the end state rests on. */
  calls: number;
  /** What is wrong in the engine's own books, in words. */
  problems: string[];
}

/** An engine that holds meetings, as the driver sees it. */
export interface Peer {
  name: 'langgraph' | 'dbos' | 'temporal' | 'product';
  /** As the table calls it. */
  title: string;
  /** Begins a meeting; `end` resolves when it has ended. */
  begin(shape: Shape): Promise<{ end: Promise<End> }>;
  /** kill -9 of the process that does the work; gives the moment (epoch ms) at which it was dead. */
  kill(): Promise<number>;
}
