import { BookOpen, Handshake, UserRoundCog } from 'lucide-react';
import { SourceLine } from './source-line.tsx';
import type { Aside } from './state.ts';
import { IMPASSE_WORDS, MODERATOR_WORDS } from './words.ts';

/** What was said in a round by others than the experts and the person; replies stand with what they answer. */
export type ShownAside = Exclude<Aside, { kind: 'reply' }>;
export const isShown = (aside: Aside): aside is ShownAside => aside.kind !== 'reply';

const ICONS = { moderator: UserRoundCog, research: BookOpen, impasse: Handshake };

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
