import { contrast } from '@bo1/contracts/experts/values';
import { beforeAll, describe, expect, it } from 'vitest';
import { readCatalogue, type CataloguePersona } from './personas.ts';

let catalogue: CataloguePersona[];
beforeAll(async () => {
  catalogue = await readCatalogue();
});

const values = (pick: (persona: CataloguePersona) => string) => catalogue.map(pick);
const counted = (list: string[]) => Map.groupBy(list, (item) => item);

/** Runs of five words, lower case. */
const phrases = (text: string) => {
  const words = text.toLowerCase().match(/\p{L}+/gu) ?? [];
  return new Set(words.slice(4).map((_, index) => words.slice(index, index + 5).join(' ')));
};

describe('the catalogue of experts', () => {
  it('has at least 39 of them, each with a code, a name and a colour of its own', () => {
    expect(catalogue.length).toBeGreaterThanOrEqual(39);
    for (const pick of [
      (p: CataloguePersona) => p.code,
      (p: CataloguePersona) => p.name,
      (p: CataloguePersona) => p.colour,
    ])
      expect(new Set(values(pick)).size).toBe(catalogue.length);
  });

  it('is diverse: many archetypes, none dominating, so that any board can be mixed', () => {
    const archetypes = counted(values((p) => p.archetype));
    expect(archetypes.size).toBeGreaterThanOrEqual(8);
    for (const [archetype, members] of archetypes) {
      expect(members.length, archetype).toBeGreaterThanOrEqual(2);
      expect(members.length, archetype).toBeLessThanOrEqual(catalogue.length / 6);
    }
    expect(counted(values((p) => p.category)).size).toBeGreaterThanOrEqual(6);
  });

  it('has the moderators of DOMAIN', () => {
    expect(values((p) => p.code)).toEqual(expect.arrayContaining(['contrarian', 'sceptic', 'optimist']));
  });

  it('gives every expert a prompt of their own, that says who they are', () => {
    const seen = new Map<string, string>();
    for (const { code, name, system_prompt } of catalogue) {
      expect(system_prompt, code).toContain(`You are ${name}`);
      const shared = [...phrases(system_prompt)].filter((phrase) => seen.has(phrase));
      expect(shared.length, `${code} shares ${shared.join(' | ')}`).toBeLessThanOrEqual(6);
      for (const phrase of phrases(system_prompt)) seen.set(phrase, code);
    }
  });

  it('shows each colour well on light and dark, and white initials on it', () => {
    for (const { code, colour, avatar, name } of catalogue) {
      expect(contrast(colour, '#ffffff'), code).toBeGreaterThanOrEqual(4.4);
      expect(contrast(colour, '#0a0a0a'), code).toBeGreaterThanOrEqual(4.2);
      expect(
        name
          .normalize('NFD')
          .replace(/[^A-Z]/g, '')
          .startsWith(avatar[0] ?? ''),
        code,
      ).toBe(true);
    }
  });
});
