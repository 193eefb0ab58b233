import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDelta, dropDraft, NO_DRAFTS, restartDraft } from './drafts.ts';

const key = 'sp0/r1/cfo/contribute';
const piece = (offset: number, text: string, attempt = 1) => ({ call_key: key, attempt, offset, text });

describe('drafts', () => {
  it('grow by pieces, in any overlap, to the text that was sent', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, maxLength: 80 }), fc.array(fc.nat(80)), (text, cuts) => {
        const places = [...new Set([0, ...cuts.map((cut) => cut % text.length), text.length])].sort((a, b) => a - b);
        let drafts = NO_DRAFTS;
        for (let index = 1; index < places.length; index += 1) {
          const from = places[Math.max(0, index - 2)]!; // overlaps with the piece before
          drafts = addDelta(drafts, piece(from, text.slice(from, places[index]!)));
        }
        expect(drafts[key]?.text).toBe(text);
      }),
    );
  });
  it('start again with a later attempt and ignore what is left of an earlier one', () => {
    let drafts = addDelta(NO_DRAFTS, piece(0, 'First try'));
    drafts = restartDraft(drafts, { call_key: key, attempt: 2 });
    expect(drafts[key]).toEqual({ attempt: 2, text: '' });
    drafts = addDelta(drafts, piece(9, ' goes on', 1));
    drafts = addDelta(drafts, piece(0, 'Second', 2));
    expect(drafts[key]?.text).toBe('Second');
  });
  it('drop a piece behind a gap, and go when the whole text is there', () => {
    const drafts = addDelta(NO_DRAFTS, piece(5, 'late'));
    expect(drafts).toBe(NO_DRAFTS);
    expect(dropDraft(addDelta(NO_DRAFTS, piece(0, 'x')), key)).toEqual({});
  });
});
