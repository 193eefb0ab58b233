import type { CreateExpert, Expert } from '@bo1/contracts/experts/schema';
import {
  EXPERT_CODE_LENGTH,
  EXPERT_CODE_PATTERN,
  EXPERT_LENGTHS,
  EXPERT_NAME_PATTERN,
  EXPERT_WORD_PATTERN,
  EXPERTISE_COUNT,
  standsOut,
  TRAIT_COUNT,
} from '@bo1/contracts/experts/values';

/** An expert as the form has them: lists are lines. */
export type ExpertDraft = Record<keyof CreateExpert, string>;
export type DraftErrors = Partial<Record<keyof ExpertDraft, string>>;

/** Colours that can be told apart and seen in both themes: the first is offered, any other can be picked. */
export const COLOURS = ['#2f6f9f', '#a4572c', '#8b4fa8', '#2f7d4f', '#b03a5b', '#5b6b1f', '#4a5bb0', '#8a6414'];

export const emptyDraft = (): ExpertDraft => ({
  code: '',
  name: '',
  archetype: '',
  category: '',
  expertise: '',
  traits: '',
  style: '',
  system_prompt: '',
  colour: COLOURS[0]!,
});

/** What the form calls its fields, within a sentence. */
export const FIELD_WORDS: Record<keyof ExpertDraft, string> = {
  code: 'code',
  name: 'name',
  archetype: 'archetype',
  category: 'category',
  expertise: 'expertise',
  traits: 'traits',
  style: 'way of speaking',
  system_prompt: 'prompt',
  colour: 'colour',
};

/** The fields in which two drafts differ. */
export const changedIn = (before: ExpertDraft, after: ExpertDraft): (keyof ExpertDraft)[] =>
  (Object.keys(FIELD_WORDS) as (keyof ExpertDraft)[]).filter((field) => before[field] !== after[field]);

export const draftOf = ({ state: _, by_hand: __, updated_at: ___, avatar: ____, ...expert }: Expert): ExpertDraft => ({
  ...expert,
  expertise: expert.expertise.join('\n'),
  traits: expert.traits.join('\n'),
});

const lines = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);

export const bodyOf = (draft: ExpertDraft): CreateExpert => ({
  code: draft.code.trim(),
  name: draft.name.trim(),
  archetype: draft.archetype.trim().toLowerCase(),
  category: draft.category.trim().toLowerCase(),
  expertise: lines(draft.expertise),
  traits: lines(draft.traits),
  style: draft.style.trim(),
  system_prompt: draft.system_prompt.trim(),
  colour: draft.colour.toLowerCase(),
});

/** A code from a name: "Dr. Noor van Dam" → `dr_noor_van_dam`. */
export function codeFrom(name: string): string {
  const plain = name.normalize('NFD').toLowerCase();
  const words = plain.replace(/[^a-z0-9\s_-]/g, '').split(/[\s_-]+/);
  return words
    .filter(Boolean)
    .join('_')
    .replace(/^[^a-z]+/, '')
    .slice(0, EXPERT_CODE_LENGTH.max)
    .replace(/_$/, '');
}

interface Bounds {
  min: number;
  max: number;
}
const wrongLength = (text: string, { min, max }: Bounds): string | undefined => {
  if (text === '') return 'This is missing.';
  if (text.length < min) return `At least ${min} characters: ${min - text.length} more.`;
  if (text.length > max) return `At most ${max} characters: ${text.length - max} fewer.`;
  return undefined;
};
function wrongList(list: string[], of: Bounds, count: Bounds): string | undefined {
  if (list.length < count.min || list.length > count.max) return `Give ${count.min} to ${count.max} lines.`;
  if (new Set(list.map((one) => one.toLowerCase())).size < list.length) return 'The same is in there twice.';
  const odd = list.find((one) => one.length < of.min || one.length > of.max);
  return odd === undefined ? undefined : `Each line has ${of.min} to ${of.max} characters: “${odd.slice(0, 24)}”.`;
}
const wrongWord = (word: string): string | undefined =>
  wrongLength(word, EXPERT_LENGTHS.word) ??
  (EXPERT_WORD_PATTERN.test(word) ? undefined : 'A single word, letters a to z.');

/** What the server would refuse, by field; it has the last word. */
export function errorsIn(body: CreateExpert): DraftErrors {
  const errors = {
    code:
      wrongLength(body.code, EXPERT_CODE_LENGTH) ??
      (EXPERT_CODE_PATTERN.test(body.code) ? undefined : 'Small letters, digits and single underscores.'),
    name:
      wrongLength(body.name, EXPERT_LENGTHS.name) ??
      (EXPERT_NAME_PATTERN.test(body.name) ? undefined : 'Letters, spaces, hyphens, apostrophes and dots.'),
    archetype: wrongWord(body.archetype),
    category: wrongWord(body.category),
    expertise: wrongList(body.expertise, EXPERT_LENGTHS.expertise, EXPERTISE_COUNT),
    traits: wrongList(body.traits, EXPERT_LENGTHS.trait, TRAIT_COUNT),
    style: wrongLength(body.style, EXPERT_LENGTHS.style),
    system_prompt: wrongLength(body.system_prompt, EXPERT_LENGTHS.system_prompt),
    colour: standsOut(body.colour) ? undefined : 'Too light or too dark to be seen in both themes.',
  };
  return Object.fromEntries(Object.entries(errors).filter(([, error]) => error !== undefined));
}
