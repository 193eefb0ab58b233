import { cut } from '../length.ts';
import type { Brief, Interjection } from '../material.ts';
import { fence, fenceAround } from './fences.ts';

/** Longest texts once the round after which they were said is given in short: UTF-16 units. */
const SHORT = { said: 400, reply: 240 };

/** What the person set as constraints; nothing where they set none. Stands behind all that is cached for long. */
export const constraintsText = (brief: Brief): string =>
  brief.constraints.length === 0
    ? ''
    : fence(
        'constraints',
        { set_by: 'the person who decides', bind: 'every option' },
        brief.constraints.map((constraint) => `- ${constraint}`).join('\n'),
      );

/** What the person said while the board sat, with the replies it got. `after`: the round before it; 0 for none. */
export function interjectionsText(
  after: number,
  said: readonly Interjection[],
  form: 'full' | 'short' = 'full',
): string {
  const fit = (text: string, most: number) => (form === 'short' ? cut(text, most) : text);
  return fenceAround(
    'interjections',
    { from: 'the person who decides', after_round: after > 0 ? after : undefined },
    said.flatMap(({ number, text, flagged, replies }) => [
      ...(text === ''
        ? []
        : [fence('interjection', { number, flagged: flagged.join(' ') || undefined }, fit(text, SHORT.said))]),
      ...replies.map((reply) =>
        fence('reply', { to: number, expert: reply.expert_code, name: reply.name }, fit(reply.text, SHORT.reply)),
      ),
    ]),
  );
}
