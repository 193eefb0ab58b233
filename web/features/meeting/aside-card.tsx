import { BookOpen, ExternalLink, Handshake, UserRoundCog } from 'lucide-react';
import type { Aside } from './state.ts';
import { IMPASSE_WORDS, MODERATOR_WORDS } from './words.ts';

/** What was said in a round by others than the experts and the person; replies stand with what they answer. */
export type ShownAside = Exclude<Aside, { kind: 'reply' }>;
export const isShown = (aside: Aside): aside is ShownAside => aside.kind !== 'reply';

const ICONS = { moderator: UserRoundCog, research: BookOpen, impasse: Handshake };
type Source = Extract<Aside, { kind: 'research' }>['sources'][number];

function words(aside: ShownAside): [title: string, text: string] {
  switch (aside.kind) {
    case 'moderator':
      return [`${MODERATOR_WORDS[aside.role]} view`, aside.text];
    case 'research':
      return ['Looked up', `“${aside.query}”${aside.sources.length === 0 ? ': nothing that fits was found.' : ''}`];
    case 'impasse':
      return [`Impasse: ${IMPASSE_WORDS[aside.path]}`, aside.text];
  }
}

/** Only what a browser opens as a page: a source is foreign text. */
const isPage = (url: string): boolean => /^https?:\/\//i.test(url);

function SourceLine({ source: { id, title, url, snippet } }: { source: Source }) {
  const name = title || url;
  return (
    <li className="text-sm wrap-anywhere">
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

/** A voice that was called in, sources that were looked up, or a disagreement that was named. */
export function AsideCard({ aside }: { aside: ShownAside }) {
  const Icon = ICONS[aside.kind];
  const [title, text] = words(aside);
  return (
    <div data-aside={aside.kind} className="flex gap-3 rounded-lg bg-sunken px-4 py-3">
      <Icon aria-hidden className="mt-0.5 size-4 shrink-0 text-muted" />
      <div className="min-w-0 text-sm wrap-anywhere">
        <p>
          <span className="font-medium">{title}.</span> <span className="text-muted">{text}</span>
        </p>
        {aside.kind === 'research' && aside.sources.length > 0 && (
          <ul className="mt-2 grid gap-2">
            {aside.sources.map((source) => (
              <SourceLine key={source.url} source={source} />
            ))}
          </ul>
        )}
      </div>
    </div>
  );
}
