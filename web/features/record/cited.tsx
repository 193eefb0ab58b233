'use client';
import type { RecordSource } from '@bo1/contracts/meeting/schema';
import { ambiguous, citedSource, pageAddress, piecesOf } from '@bo1/contracts/record/sources';
import { createContext, use, type ReactNode } from 'react';

interface Place {
  sources: readonly RecordSource[];
  /** Index of the part whose texts these are; null for those of the whole. */
  part: number | null;
}
const PlaceContext = createContext<Place>({ sources: [], part: null });

/** Sources that the texts within may cite. */
export const Citable = ({ sources, children }: { sources: readonly RecordSource[]; children: ReactNode }) => (
  <PlaceContext value={{ sources, part: null }}>{children}</PlaceContext>
);

/** The texts within are those of a part: its own sources come first. */
export function CitablePart({ part, children }: { part: number | null; children: ReactNode }) {
  const { sources } = use(PlaceContext);
  return <PlaceContext value={{ sources, part }}>{children}</PlaceContext>;
}

const anchorOf = ({ id, sub_problem_index }: RecordSource): string => `source-${sub_problem_index}-${id}`;

/** A text in which each `[S2]` leads to its line in the list of sources. */
export function Cited({ text }: { text: string }) {
  const { sources, part } = use(PlaceContext);
  if (sources.length === 0) return text;
  return piecesOf(text).map((piece, index) => {
    if (!('cites' in piece)) return piece.text;
    const source = citedSource(sources, piece.cites, part);
    const known = source ?? sources.find(({ id }) => id === piece.cites);
    if (!known) return piece.cites;
    return (
      <a
        key={index}
        href={source ? `#${anchorOf(source)}` : '#sources'}
        aria-label={`Source ${piece.cites}`}
        title={source?.title}
        className="underline decoration-dotted underline-offset-3"
      >
        {piece.cites}
      </a>
    );
  });
}

/** What the board looked up: where `[S2]` leads, and on from there. In print the address stands beside the title. */
export function SourcesList({ sources }: { sources: readonly RecordSource[] }) {
  return (
    <ol className="grid gap-1.5 text-sm">
      {sources.map((source) => (
        <li
          key={anchorOf(source)}
          id={anchorOf(source)}
          className="scroll-mt-8 rounded px-1 wrap-anywhere target:bg-primary-soft"
        >
          <span className="mr-2 text-xs text-muted tabular-nums">
            {source.id}
            {ambiguous(sources, source) && ` of part ${source.sub_problem_index + 1}`}
          </span>
          <SourceLink source={source} />
        </li>
      ))}
    </ol>
  );
}

function SourceLink({ source: { title, url } }: { source: RecordSource }) {
  const href = pageAddress(url);
  const name = title.trim() || url;
  if (href === null) return <span className="font-medium">{name}</span>;
  return (
    <>
      <a
        href={href}
        target="_blank"
        rel="noopener noreferrer nofollow"
        className="inline-block min-h-6 font-medium underline underline-offset-3"
      >
        {name}
        <span className="sr-only"> (opens in a new tab)</span>
      </a>
      <span className="ml-2 hidden text-xs text-muted print:inline">{href}</span>
    </>
  );
}
