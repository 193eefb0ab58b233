import fc from 'fast-check';
import { EventEmitter } from 'node:events';
import { setImmediate as turn } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import type { Frame } from './frames.ts';
import { Reader } from './reader.ts';

const PAGE = 3;
const frameOf = (sequence: number, terminal = false): Frame => ({ sequence, text: `${sequence}`, terminal });

/** A line that takes as much as it is told to before it is full. */
class Line extends EventEmitter {
  readonly written: string[] = [];
  ended = false;
  private room = Infinity;

  write(chunk: string): boolean {
    expect(this.ended).toBe(false);
    this.written.push(chunk);
    this.room -= 1;
    return this.room > 0;
  }
  block(): void {
    this.room = 0;
  }
  drain(): void {
    this.room = Infinity;
    this.emit('drain');
  }
  end(): void {
    this.ended = true;
    this.emit('close');
  }
  destroy(): void {
    this.end();
  }
  get ids(): number[] {
    return this.written.filter((text) => /^\d+$/.test(text)).map(Number);
  }
}

/** A log that grows, readable in pages. */
function logOf(sizeThen: { size: number; ended: boolean }) {
  return {
    page: async (after: number) => {
      await turn();
      const to = Math.min(after + PAGE, sizeThen.size);
      const frames: Frame[] = [];
      for (let n = after + 1; n <= to; n += 1) frames.push(frameOf(n, sizeThen.ended && n === sizeThen.size));
      return { frames, more: frames.length === PAGE };
    },
    drafts: async () => {
      await turn();
      return ['draft'];
    },
  };
}

const act = fc.oneof(
  fc.record({ kind: fc.constant('append' as const), count: fc.integer({ min: 1, max: 7 }), heard: fc.boolean() }),
  fc.record({ kind: fc.constantFrom('block' as const, 'drain' as const, 'turn' as const, 'delta' as const) }),
);

describe('a reader', () => {
  it('gets the log from its first id on, whole and once, whatever is heard, lost or late', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(10), fc.nat(10), fc.array(act, { maxLength: 40 }), async (before, after, acts) => {
        const state = { size: before, ended: false };
        const from = Math.min(after, before);
        const line = new Line();
        const reader = new Reader(line, from, logOf(state));
        void reader.catchUp();
        for (const each of acts) {
          if (each.kind === 'append') {
            const first = state.size + 1;
            state.size += each.count;
            if (each.heard) reader.offer(Array.from({ length: each.count }, (_, index) => frameOf(first + index)));
          } else if (each.kind === 'delta') reader.offerPassing('delta');
          else if (each.kind === 'block') line.block();
          else if (each.kind === 'drain') line.drain();
          else await turn();
        }
        state.size += 1;
        state.ended = true;
        line.drain();
        for (let n = 0; n < 400 && !line.ended; n += 1) {
          reader.offer([frameOf(state.size, true)]);
          line.drain();
          await turn();
        }
        expect(line.ended).toBe(true);
        expect(line.ids).toEqual(Array.from({ length: state.size - from }, (_, index) => from + index + 1));
      }),
    );
  });

  it('writes nothing more to a line that does not drain', async () => {
    const state = { size: 0, ended: false };
    const line = new Line();
    const reader = new Reader(line, 0, logOf(state));
    await reader.catchUp();
    line.block();
    reader.offer([frameOf(1)]);
    const written = line.written.length;
    for (let n = 2; n < 5_000; n += 1) {
      reader.offer([frameOf(n)]);
      reader.offerPassing('delta');
    }
    expect(line.written.length).toBe(written);
  });

  it('shows the drafts when it has caught up, and those said meanwhile after them', async () => {
    const line = new Line();
    const state = { size: 2, ended: false };
    const reader = new Reader(line, 0, {
      ...logOf(state),
      drafts: async () => {
        reader.offerPassing('delta');
        return ['draft'];
      },
    });
    await reader.catchUp();
    expect(line.written).toEqual(['1', '2', 'draft', 'delta']);
  });
});
