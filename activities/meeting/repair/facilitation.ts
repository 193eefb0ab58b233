import type { Question } from '@bo1/contracts/meeting/schema';
import {
  FACILITATION_LIMITS,
  type Aspect,
  type FacilitatorAction,
  type RoundSignals,
} from '@bo1/contracts/meeting/values';
import type { FacilitateAnswer, ImpassePath, Moderator } from '../tools/facilitator-decision.ts';
import { repairQuestions } from './questions.ts';
import { tidy } from './texts.ts';

export interface Facilitation {
  action: FacilitatorAction;
  reason: string;
  guidance: string;
  moderator: { kind: Moderator; text: string } | null;
  impasse: { path: ImpassePath; text: string } | null;
  research: { query: string } | null;
  /** With action `clarify`: at least one. */
  questions: Pick<Question, 'question' | 'reason'>[];
}

const REASONS: Record<FacilitatorAction, string> = {
  continue: 'Another round can still settle open points.',
  clarify: 'The decision hangs on something that only you know.',
  research: 'A claim that decides much is not supported yet.',
  moderator: 'The board needs a voice it does not have.',
  acknowledge_impasse: 'Two positions were argued out and do not merge.',
  vote: 'Another round would change nothing that matters.',
};

/**
 * A decision that can be carried out: an action that was allowed, guidance that names the aspects a targeted round must
 * treat, and what the action needs, made from the guidance where the model left it out.
 */
export function repairFacilitation(
  answer: FacilitateAnswer,
  facts: {
    allowed: readonly FacilitatorAction[];
    signals: Pick<RoundSignals, 'agreement' | 'conflict'>;
    missing_aspects: readonly Aspect[];
    focus: string;
    /** What the person was asked before. */
    asked?: readonly string[];
  },
): Facilitation {
  const wanted = facts.allowed.includes(answer.action) ? answer.action : (facts.allowed[0] ?? 'continue');
  const questions =
    wanted === 'clarify'
      ? repairQuestions({ questions: answer.questions ?? [] }, facts.asked).slice(0, FACILITATION_LIMITS.questions)
      : [];
  // Who has nothing to ask goes on.
  const action = wanted === 'clarify' && questions.length === 0 ? 'continue' : wanted;
  const given = tidy(answer.guidance, 500, facts.focus || 'Settle the point that would change the decision most.');
  const guidance = withAspects(given, facts.missing_aspects);
  return {
    action,
    reason: tidy(answer.reason, 240, REASONS[action]),
    guidance,
    moderator: action === 'moderator' ? moderatorOf(answer, facts.signals, guidance) : null,
    impasse: action === 'acknowledge_impasse' ? impasseOf(answer, guidance) : null,
    research: action === 'research' ? { query: queryOf(answer.research?.query ?? '', given) } : null,
    questions,
  };
}

/** The first words of the guidance where the model left the query out. */
const queryOf = (query: string, guidance: string): string =>
  tidy(query, 120, '') || guidance.split(/\s+/).slice(0, 10).join(' ').slice(0, 120);

function withAspects(guidance: string, missing: readonly Aspect[]): string {
  const unnamed = missing
    .map((aspect) => aspect.replaceAll('_', ' '))
    .filter((name) => !guidance.toLowerCase().includes(name));
  return unnamed.length === 0 ? guidance : `${guidance} Work through the ${unnamed.join(' and ')} in this round.`;
}

function moderatorOf({ moderator }: FacilitateAnswer, signals: { agreement: number; conflict: number }, text: string) {
  const kind: Moderator = signals.agreement > 0.7 ? 'contrarian' : signals.conflict > 0.6 ? 'optimist' : 'sceptic';
  return { kind: moderator?.kind ?? kind, text: tidy(moderator?.text ?? '', 500, text) };
}

const impasseOf = ({ impasse }: FacilitateAnswer, text: string) => ({
  path: impasse?.path ?? ('conditional' as const),
  text: tidy(impasse?.text ?? '', 500, text),
});
