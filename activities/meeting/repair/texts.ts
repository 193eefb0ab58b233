import { cut, sameness } from '../length.ts';
import { withoutControls } from '../sanitise.ts';

/** A model's text made fit to keep and show: no control characters, at most `max` units, `otherwise` where it is blank. */
export function tidy(text: string, max: number, otherwise: string): string {
  const clean = withoutControls(text).trim();
  return /[\p{L}\p{N}]/u.test(clean) ? cut(clean, max) : otherwise;
}

/** Several texts: blank ones and repetitions left out, at most `most`. */
export function tidyList(texts: readonly string[], max: number, most: number): string[] {
  const seen = new Set<string>();
  const kept: string[] = [];
  for (const text of texts) {
    const clean = tidy(text, max, '');
    const key = sameness(clean);
    if (clean === '' || seen.has(key)) continue;
    seen.add(key);
    kept.push(clean);
  }
  return kept.slice(0, most);
}

/** The same, with `otherwise` where nothing is left. */
export function tidyListOr(texts: readonly string[], max: number, most: number, otherwise: string): string[] {
  const kept = tidyList(texts, max, most);
  return kept.length > 0 ? kept : [otherwise];
}

/** A number between 0 and 1, in thousandths. */
export const share = (value: number): number => Math.round(Math.min(1, Math.max(0, value || 0)) * 1000) / 1000;
