import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ambiguous, citedSource, pageAddress, piecesOf } from './sources.ts';

const source = (id: string, sub_problem_index: number) => ({ id, sub_problem_index, title: id, url: 'https://x.org' });

describe('the sources of a record', () => {
  it('are links only where they are pages', () => {
    expect(pageAddress(' https://example.org/a b?c=<d> ')).toBe('https://example.org/a%20b?c=%3Cd%3E');
    for (const url of ['javascript:alert(1)', ' data:text/html,x', 'example.org', '//example.org', 'ftp://a.b', ''])
      expect(pageAddress(url)).toBeNull();
  });

  it('are found in texts one by one, and the text stays what it was', () => {
    expect(piecesOf('Rents fell [S1, S12].').flatMap((piece) => ('cites' in piece ? piece.cites : []))).toEqual([
      'S1',
      'S12',
    ]);
    expect(piecesOf('See [S] and S2 and [s3].')).toEqual([{ text: 'See [S] and S2 and [s3].' }]);
    const texts = fc.array(fc.constantFrom('[S1]', '[S2; S3]', 'S4', '[', ']', ' ', ',', 'a'), { maxLength: 12 });
    fc.assert(
      fc.property(texts, (parts) => {
        const text = parts.join('');
        expect(
          piecesOf(text)
            .map((piece) => ('cites' in piece ? piece.cites : piece.text))
            .join(''),
        ).toBe(text);
      }),
    );
  });

  it('are those of the part whose text cites them, and nobody’s where it could be either', () => {
    const sources = [source('S1', 0), source('S1', 1), source('S2', 1)];
    expect(citedSource(sources, 'S1', 1)).toBe(sources[1]);
    expect(citedSource(sources, 'S2', 0)).toBe(sources[2]);
    expect(citedSource(sources, 'S1', null)).toBeUndefined();
    expect(citedSource(sources, 'S9', null)).toBeUndefined();
    expect(sources.map((one) => ambiguous(sources, one))).toEqual([true, true, false]);
  });
});
