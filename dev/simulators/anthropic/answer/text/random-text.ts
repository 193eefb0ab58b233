import type { Random } from '../../random.ts';

const SYLLABLES = [
  'ka',
  'lo',
  'mi',
  'ren',
  'su',
  'ta',
  'ver',
  'no',
  'pi',
  'dra',
  'el',
  'shu',
  'ß',
  'é',
  '漢',
  '<b>',
  '&amp;',
  '🙂',
];

/** From nothing but a letter to several thousand characters, sentences of made-up words. */
export function randomText(random: Random): string {
  const sentences = random.chance(0.15) ? 0 : random.int(1, random.chance(0.1) ? 60 : 8);
  if (sentences === 0) return random.pick(SYLLABLES);
  const word = (): string => Array.from({ length: random.int(1, 4) }, () => random.pick(SYLLABLES)).join('');
  const sentence = (): string =>
    Array.from({ length: random.int(1, random.chance(0.1) ? 60 : 9) }, word).join(' ') + random.pick(['.', '?', '!']);
  return Array.from({ length: sentences }, sentence).join(random.pick([' ', '\n\n']));
}
