import { BookOpen, Handshake, UserRoundCog } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Drafts } from './drafts.ts';
import { FacilitatorLine } from './facilitator-line.tsx';
import { Section } from './section.tsx';
import type { Aside, Expert, Round } from './state.ts';
import { TurnCard } from './turn-card.tsx';
import { IMPASSE_WORDS, MODERATOR_WORDS, PHASE_WORDS } from './words.ts';

const ASIDE_ICONS = { moderator: UserRoundCog, research: BookOpen, impasse: Handshake };
type Shown = Exclude<Aside, { kind: 'reply' }>;
const isShown = (aside: Aside): aside is Shown => aside.kind !== 'reply';

function asideWords(aside: Shown): [title: string, text: string] {
  switch (aside.kind) {
    case 'moderator':
      return [`${MODERATOR_WORDS[aside.role]} view`, aside.text];
    case 'research':
      return ['Looked up', `${aside.query}: ${aside.sources.length} sources, listed with the signals.`];
    case 'impasse':
      return [`Impasse: ${IMPASSE_WORDS[aside.path]}`, aside.text];
  }
}

interface RoundSectionProps {
  round: Round;
  experts: Expert[];
  drafts: Drafts;
  idle: boolean;
  /** Only this expert's turns. */
  only: string | null;
  /** What the person said meanwhile. */
  children?: ReactNode;
}

/** A round: everybody's turn, what was brought in, and why it went on or ended. */
export function RoundSection({ round, experts, drafts, idle, only, children }: RoundSectionProps) {
  const byCode = new Map(experts.map((expert) => [expert.expert_code, expert]));
  const turns = round.turns.filter((turn) => !only || turn.expert === only);
  return (
    <Section id={`round-${round.number}`} title={`Round ${round.number}`} note={PHASE_WORDS[round.phase]}>
      {turns.map((turn) => (
        <TurnCard
          key={`${turn.expert}/${turn.text === null ? 'draft' : 'whole'}`}
          turn={turn}
          expert={byCode.get(turn.expert)}
          draft={turn.callKey && turn.text === null ? drafts[turn.callKey]?.text : undefined}
          idle={idle}
        />
      ))}
      {!only &&
        round.asides.filter(isShown).map((aside) => {
          const Icon = ASIDE_ICONS[aside.kind];
          const [title, text] = asideWords(aside);
          return (
            <div key={aside.sequence} className="flex gap-3 rounded-lg bg-sunken px-4 py-3">
              <Icon aria-hidden className="mt-0.5 size-4 shrink-0 text-muted" />
              <p className="min-w-0 text-sm wrap-anywhere">
                <span className="font-medium">{title}.</span> <span className="text-muted">{text}</span>
              </p>
            </div>
          );
        })}
      {!only && round.facilitation && <FacilitatorLine facilitation={round.facilitation} />}
      {!only && children}
    </Section>
  );
}
