import { sanitise, sanitiseAttribute } from '../sanitise.ts';

/** Attributes of a fence, in the order in which they are written; absent ones are left out. */
export type Attributes = Record<string, string | number | undefined>;

const attributesOf = (attributes: Attributes): string =>
  Object.entries(attributes)
    .filter(([, value]) => value !== undefined && value !== '')
    .map(([name, value]) => ` ${name}="${sanitiseAttribute(String(value))}"`)
    .join('');

/** Foreign text between a pair of fences: sanitised, so that nothing in it can close the fence or open another. */
export function fence(name: string, attributes: Attributes, text: string): string {
  return `<${name}${attributesOf(attributes)}>\n${sanitise(text)}\n</${name}>`;
}

/** A fence around parts that are fences themselves; nothing is added where there are none. */
export function fenceAround(name: string, attributes: Attributes, parts: readonly string[]): string {
  if (parts.length === 0) return '';
  return `<${name}${attributesOf(attributes)}>\n${parts.join('\n')}\n</${name}>`;
}

/** A fence without content. */
export const emptyFence = (name: string, attributes: Attributes): string => `<${name}${attributesOf(attributes)}/>`;

/** Our own words of what to do now; last in every prompt. Not sanitised: `text` is the template's, with numbers and names. */
export const task = (attributes: Attributes, text: string): string =>
  `<task${attributesOf(attributes)}>\n${text.trim()}\n</task>`;

/** Paragraphs or fences, empty ones left out. */
export const joined = (...parts: (string | false | undefined)[]): string => parts.filter(Boolean).join('\n\n');
