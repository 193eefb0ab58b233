/** Constants of the catalogue of experts. Imports nothing. */

/** Part of call keys, events and prompts. */
export const EXPERT_CODE_PATTERN = /^[a-z][a-z0-9]*(_[a-z0-9]+)*$/;
export const EXPERT_CODE_LENGTH = { min: 2, max: 24 } as const;
/** Letters of any script, and what joins names; a name stands in our own words to the model. */
export const EXPERT_NAME_PATTERN = /^\p{L}[\p{L}\p{M}]*(?:[ '’.-]{1,2}\p{L}[\p{L}\p{M}]*)*\.?$/u;
/** A single word in small letters: boards are mixed by these. */
export const EXPERT_WORD_PATTERN = /^[a-z]+$/;

/** Lengths in characters, and how many. Together they bound what an expert adds to every prompt of a board. */
export const EXPERT_LENGTHS = {
  name: { min: 3, max: 40 },
  word: { min: 3, max: 20 },
  expertise: { min: 3, max: 40 },
  trait: { min: 3, max: 40 },
  style: { min: 10, max: 120 },
  system_prompt: { min: 200, max: 1_000 },
} as const;
export const EXPERTISE_COUNT = { min: 3, max: 6 } as const;
export const TRAIT_COUNT = { min: 3, max: 4 } as const;

/** Experts that are offered to new meetings: below the least no board could be diverse, beyond the most the choice gets dear. */
export const OFFERED_COUNT = { min: 9, max: 80 } as const;
/** Experts that a person may want on a board: no more than the largest one has seats. */
export const PINNED_COUNT = { max: 5 } as const;
export const EXCLUDED_COUNT = { max: 60 } as const;

export const EXPERT_STATES = ['offered', 'retired'] as const;
export type ExpertState = (typeof EXPERT_STATES)[number];

/** The colour is seen on both grounds, as a shape: WCAG 2.2's 3:1. */
export const EXPERT_GROUNDS = ['#ffffff', '#0a0a0a'] as const;
export const LEAST_CONTRAST = 3;

/** Relative luminance by WCAG 2 of a colour such as `#2f6f9f`. */
function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const share = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return share <= 0.03928 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** Contrast of two colours by WCAG 2: 1 for the same, 21 for black on white. */
export function contrast(one: string, other: string): number {
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

/** Whether a colour can be told from the ground in both themes. */
export const standsOut = (colour: string): boolean =>
  EXPERT_GROUNDS.every((ground) => contrast(colour, ground) >= LEAST_CONTRAST);

/** Initials as faces show them: of the first and the last name. */
export function initialsOf(name: string): string {
  const words = name.split(/[\s.-]+/).filter(Boolean);
  const letters = [words[0], words.length > 1 ? words.at(-1) : undefined].map((word) => [...(word ?? '')][0] ?? '');
  return letters.join('').toUpperCase();
}
