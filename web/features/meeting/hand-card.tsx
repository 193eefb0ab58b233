import { Hand as HandIcon, MessageCircleReply } from 'lucide-react';
import { handState, repliesTo } from './hands.ts';
import { Persona } from './persona.tsx';
import type { Hand, MeetingState, SubProblem } from './state.ts';

/** What the person said to the board, with what experts of this part replied, or when they will. */
export function HandCard({ state, sub, hand }: { state: MeetingState; sub: SubProblem; hand: Hand }) {
  const replies = repliesTo(sub, hand.number);
  return (
    <article data-hand={hand.number} className="rounded-lg border border-primary/30 bg-surface px-5 py-4 shadow-raised">
      <header className="mb-2 flex items-center gap-2">
        <HandIcon aria-hidden className="size-4 text-primary" />
        <h3 className="text-sm font-semibold">You raised your hand</h3>
        <span className="text-xs text-muted tabular-nums">no. {hand.number}</span>
      </header>
      <p className="text-[0.9375rem] leading-relaxed whitespace-pre-line wrap-anywhere">{hand.text}</p>
      {replies.map((reply) => {
        const expert = sub.experts.find(({ expert_code }) => expert_code === reply.expert);
        return (
          <div key={reply.sequence} className="mt-3 flex gap-2.5 border-t border-border pt-3">
            <Persona
              name={expert?.name ?? reply.expert}
              colour={expert?.colour ?? 'gray'}
              className="size-6 shrink-0 text-2xs"
            />
            <p className="min-w-0 text-sm leading-relaxed wrap-anywhere">
              <span className="font-medium">{expert?.name ?? reply.expert}</span>{' '}
              <span className="text-muted">answers:</span> {reply.text}
            </p>
          </div>
        );
      })}
      {replies.length === 0 && (
        <p className="mt-2 flex items-center gap-1.5 text-xs text-muted">
          <MessageCircleReply aria-hidden className="size-3.5" />
          {handState(state, sub, hand.number)}
        </p>
      )}
    </article>
  );
}
