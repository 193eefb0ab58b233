import { describe, expect, test } from 'vitest';
import { sentencesOf } from '../../prompt/sentences.ts';
import { asking } from '../../testing.ts';
import { answer, BOARD, BOARD_TEXT, meeting, novelty, PROBLEM } from '../board-testing.ts';

describe('a contribution', () => {
  const texts = meeting(5);

  test('speaks of the person’s own problem, in 50 to 190 words', () => {
    for (const text of texts[0] ?? []) {
      expect(text).toMatch(/on-premise version|integrator|refusing/);
      const words = text.split(/\s+/).length;
      expect(words).toBeGreaterThan(50);
      expect(words).toBeLessThan(190);
    }
    expect(texts[0]?.join(' ')).toMatch(/9 months of runway/);
    expect(texts[0]?.join(' ')).toMatch(/38% of revenue/);
    expect(texts.flat().join(' ')).toMatch(/you cannot hire before summer|cannot hire before summer/);
  });

  test('leaves no slot unfilled and names no figure of its own', () => {
    for (const text of texts.flat()) expect(text).not.toMatch(/[{}]|undefined|\bnull\b/);
    const figures =
      texts
        .flat()
        .join(' ')
        .match(/[$€£]\s?\d[\d,.]*/g) ?? [];
    expect(figures).toEqual([]);
  });

  test('is blind in round 1 and takes up colleagues by name afterwards', () => {
    const names = BOARD.map(([, name]) => name);
    for (const text of texts[0] ?? []) for (const name of names) expect(text).not.toContain(name);
    for (const text of texts[1] ?? []) expect(names.some((name) => text.includes(name))).toBe(true);
  });

  test('says nothing twice within a round, even where two share a field', () => {
    for (const round of texts.slice(0, 3)) {
      const sentences = round
        .flatMap(sentencesOf)
        .filter((sentence) => sentence.split(' ').length > 9 && !sentence.includes('“'));
      expect(new Set(sentences).size).toBe(sentences.length);
    }
  });

  test('quotes claims of colleagues, each at most once in a round', () => {
    for (const seed of ['1', '2', '3', '4']) {
      const rounds = meeting(5, { seed });
      rounds.slice(1).forEach((round, before) => {
        const quotes = round.flatMap((text) => [...text.matchAll(/“([^”]+)”/g)].map(([, words = '']) => words));
        expect(new Set(quotes).size).toBe(quotes.length);
        const said = (rounds[before] ?? []).map((text) => text.replace(/“[^”]*”/g, '').toLowerCase()).join('\n');
        for (const quote of quotes) {
          expect(quote).not.toMatch(/[“?]|facilitator|provided that/);
          expect(said).toContain(quote.toLowerCase().replace(/\.$/, ''));
        }
      });
    }
  });

  test('has less and less to add', () => {
    const runs = ['1', '2', '3'].map((seed) => meeting(5, { seed }));
    const mean = (round: number) => runs.reduce((sum, run) => sum + novelty(run, round), 0) / runs.length;
    expect(mean(1)).toBe(1);
    expect(mean(2)).toBeGreaterThan(0.6);
    expect(mean(3)).toBeLessThan(mean(2));
    expect(mean(5)).toBeLessThan(0.35);
  });

  test('answers the facilitator', () => {
    const text = [
      `<problem>${PROBLEM}</problem>`,
      BOARD_TEXT,
      '<guidance>Settle who pays for support.</guidance>',
      '<persona code="coo" name="Jonas" archetype="operator">x</persona>',
      '<task phase="challenge" round="3" of="4">x</task>',
    ].join('\n');
    expect(answer(asking(text))).toContain('Settle who pays for support');
  });
});

test('random mode: any text, any valid input, the same for the same prompt', () => {
  const texts = Array.from({ length: 200 }, (_, index) =>
    answer(asking(`prompt ${index}`, { max_tokens: 4_000 }), [], '1', 'random'),
  );
  expect(texts.some((text) => text.length < 5)).toBe(true);
  expect(texts.some((text) => text.length > 2_000)).toBe(true);
  expect(answer(asking('prompt 7'), [], '1', 'random')).toBe(answer(asking('prompt 7'), [], '1', 'random'));
});
