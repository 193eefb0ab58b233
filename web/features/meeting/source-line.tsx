import { ExternalLink } from 'lucide-react';
import type { Source } from './sources.ts';

/** Only what a browser opens as a page: a source is foreign text. */
const isPage = (url: string): boolean => /^https?:\/\//i.test(url);

/** A source by its title, as a link where it is a page. */
export function SourceLine({ source: { id, title, url, snippet } }: { source: Source }) {
  const name = title || url;
  return (
    <li className="wrap-anywhere">
      {id && <span className="mr-1.5 text-xs text-muted tabular-nums">{id}</span>}
      {isPage(url) ? (
        <a
          href={url}
          target="_blank"
          rel="noopener noreferrer nofollow"
          className="inline-flex min-h-6 items-center gap-1 font-medium underline underline-offset-3"
        >
          {name}
          <ExternalLink aria-label="opens in a new tab" className="size-3 shrink-0 text-muted" />
        </a>
      ) : (
        <span className="font-medium">{name}</span>
      )}
      {snippet && <span className="block text-xs text-muted">{snippet}</span>}
    </li>
  );
}
