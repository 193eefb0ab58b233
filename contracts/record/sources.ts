import type { RecordSource } from '../decision/schema.ts';

/** A source's address as a link may have it; null where it is none of a page: addresses are foreign text. */
export function pageAddress(url: string): string | null {
  const parsed = URL.canParse(url) ? new URL(url) : null;
  return parsed && (parsed.protocol === 'https:' || parsed.protocol === 'http:') ? parsed.href : null;
}

/** Text as written, or the id of a source between its brackets. */
export type Piece = { text: string } | { cites: string };

/** A text in pieces: `Rents fell [S1, S2].` cites two sources. All pieces together read as the text does. */
export function piecesOf(text: string): Piece[] {
  return text.split(/(\[S\d{1,4}(?:\s*[,;]\s*S\d{1,4})*\])/).flatMap((part, index): Piece[] => {
    if (index % 2 === 0) return part === '' ? [] : [{ text: part }];
    return part.split(/(S\d+)/).map((one, at) => (at % 2 === 1 ? { cites: one } : { text: one }));
  });
}

/**
 * The source that a text cites: that of its own part first (null: the text is of the whole), else the meeting's. Undefined where
 * there is none, or where it could be one of several: meetings once counted their sources part by part.
 */
export function citedSource(sources: readonly RecordSource[], id: string, part: number | null) {
  const named = sources.filter((source) => source.id === id);
  const own = named.find(({ sub_problem_index }) => sub_problem_index === part);
  return own ?? (named.length === 1 ? named[0] : undefined);
}

/** Whether another part has a source of the same id. */
export const ambiguous = (sources: readonly RecordSource[], { id, sub_problem_index }: RecordSource): boolean =>
  sources.some((other) => other.id === id && other.sub_problem_index !== sub_problem_index);
