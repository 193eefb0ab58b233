import { TERMINAL_EVENTS, type FrameType } from '@bo1/contracts/events/values';
import type { SessionEvent } from '@bo1/contracts/events/schema';

/** A durable event as the wire carries it, made once for all its readers. */
export interface Frame {
  sequence: number;
  text: string;
  /** It ends an attempt: with nothing after it, the stream is over. */
  terminal: boolean;
}

const TERMINAL = new Set<string>(TERMINAL_EVENTS);

export function durableFrame(event: SessionEvent): Frame {
  return {
    sequence: event.sequence,
    text: `id: ${event.sequence}\nevent: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`,
    terminal: TERMINAL.has(event.type),
  };
}

/** A frame without an id: it is not in the log, and a reader that loses it loses nothing. */
export const passingFrame = (type: FrameType, data: object): string =>
  `event: ${type}\ndata: ${JSON.stringify(data)}\n\n`;

/** Tells an EventSource how long to wait before it comes back, spread so that a crowd does not return at once. */
export const retryFrame = (fromMs: number, toMs: number): string =>
  `retry: ${Math.round(fromMs + Math.random() * (toMs - fromMs))}\n\n`;
