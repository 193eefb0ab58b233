import { createHash } from 'node:crypto';
import { withoutControls } from '../sanitise.ts';

/** A query as it is sent: one line, without what a search engine would take for an operator or an address. */
export function searchable(query: string): string {
  return withoutControls(query)
    .normalize('NFKC')
    .replace(/\S+@\S+|https?:\/\/\S+/gi, ' ')
    .replace(/\b(site|inurl|intitle|filetype|ext|lang|loc):/gi, ' ')
    .replace(/["“”„«»<>|]|(^|\s)[-+!]+(?=\S)/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}

/** Name of a query in its normal form: two that differ in case, signs or the order of words are one. */
export function queryKey(provider: string, query: string): string {
  const words = query.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  return createHash('sha256')
    .update(`${provider}\n${[...new Set(words)].sort().join(' ')}`)
    .digest('hex');
}
