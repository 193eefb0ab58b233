import type { ReactNode } from 'react';
import { AsideCard, isShown } from './aside-card.tsx';
import type { Drafts } from './drafts.ts';
import { FacilitatorLine } from './facilitator-line.tsx';
import { Section } from './section.tsx';
import type { Expert, Round } from './state.ts';
import { TurnCard } from './turn-card.tsx';
import { PHASE_WORDS } from './words.ts';

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
      {!only && round.asides.filter(isShown).map((aside) => <AsideCard key={aside.sequence} aside={aside} />)}
      {!only && round.facilitation && <FacilitatorLine facilitation={round.facilitation} />}
      {!only && children}
    </Section>
  );
}
