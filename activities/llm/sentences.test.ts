import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cutAtSentence, sentencesOf } from './sentences.ts';

describe('sentencesOf', () => {
  it('splits prose, lists and lines', () => {
    expect(sentencesOf('We should wait. Rent is 3.5 thousand a month! Why now?')).toEqual([
      'We should wait.',
      'Rent is 3.5 thousand a month!',
      'Why now?',
    ]);
    expect(sentencesOf('Two things:\n1. Ask the bank.\n- Hire nobody.\n\n---\n* Wait')).toEqual([
      'Two things:',
      'Ask the bank.',
      'Hire nobody.',
      'Wait',
    ]);
    expect(sentencesOf(' \n ***\n')).toEqual([]);
  });
});

describe('cutAtSentence', () => {
  it('keeps whole sentences', () => {
    expect(cutAtSentence('We should wait. The rent is to')).toBe('We should wait.');
    expect(cutAtSentence('We should wait. He said "no."')).toBe('We should wait. He said "no."');
    expect(cutAtSentence('First.\n\n1. Ask the bank about')).toBe('First.');
  });

  it('keeps what there is of a single sentence, and says that it goes on', () => {
    expect(cutAtSentence('We should wait until the lea')).toBe('We should wait until the …');
    expect(cutAtSentence('Wait')).toBe('Wait …');
  });

  it('never adds to a text but the ellipsis, and changes nothing the second time', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), (text) => {
        const cut = cutAtSentence(text);
        expect(text.startsWith(cut.replace(/ ?…$/u, '').trimEnd())).toBe(true);
        expect(cutAtSentence(cut)).toBe(cut);
      }),
    );
  });
});
