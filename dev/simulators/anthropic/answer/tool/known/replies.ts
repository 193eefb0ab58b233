import { boardIn, type Member } from '../../../prompt/board.ts';
import { fences } from '../../../prompt/fences.ts';
import { capital, secondPerson } from '../../../prompt/second-person.ts';
import { sentencesOf } from '../../../prompt/sentences.ts';
import { fractionOf } from '../../../random.ts';
import { leaningOf, type Mind } from '../../mind.ts';
import { bankFor } from '../../text/banks/bank-of.ts';
import type { Bag } from '../meaning-strategy.ts';
import type { Schema } from '../schema.ts';

/** Replies to what the person said to the board, by the keys of the schema: the member whose field it is takes it up. */
export function replies(mind: Mind, schema: Schema): Bag {
  const said = fences(mind.reading.whole, 'interjection').filter(({ body }) => body !== '');
  const answered = Object.keys(schema.properties ?? {}).map((key) => {
    const number = /\d+$/.exec(key)?.[0];
    const hand = said.findLast(({ attributes }) => attributes['number'] === number) ?? said.at(-1);
    return [key, hand === undefined ? {} : replyTo(mind, hand.body)] as const;
  });
  return Object.fromEntries(answered);
}

function replyTo(mind: Mind, said: string): Bag {
  const board = boardIn(mind.reading.whole);
  const speaker = nearest(mind, board, said);
  if (speaker === undefined) return {};
  const other = board.find(({ code }) => leaning(mind, code) !== leaning(mind, speaker.code));
  return {
    expert: speaker.code,
    text: textOf(mind, speaker, said),
    ...(other === undefined || kindOf(said) !== 'objection' ? {} : { differs: differing(mind, other, said) }),
  };
}

const leaning = (mind: Mind, code: string): number => leaningOf(mind, code, Math.max(1, mind.reading.round));

/** The member whose field most of the words are of; somebody by lot where they are of none. */
function nearest(mind: Mind, board: readonly Member[], said: string): Member | undefined {
  const hits = board.map((member) => said.match(bankFor(member).words)?.length ?? 0);
  const most = Math.max(0, ...hits);
  if (most > 0) return board[hits.indexOf(most)];
  return board[Math.floor(fractionOf(mind.seed, mind.reading.problem, said, 'reply') * board.length)];
}

type Kind = 'question' | 'wish' | 'objection' | 'fact';

function kindOf(said: string): Kind {
  if (said.trim().endsWith('?')) return 'question';
  if (/^\s*(?:please|could you|can you|i (?:want|wish|would like)|let['’]s|look at|spend|keep)\b/i.test(said))
    return 'wish';
  if (/\b(?:disagree|wrong|not true|do(?:es)? not|don['’]t|doesn['’]t|isn['’]t|won['’]t|too|but|however)\b/i.test(said))
    return 'objection';
  return 'fact';
}

function textOf(mind: Mind, speaker: Member, said: string): string {
  const { kind, options } = mind.problem;
  const { watch } = bankFor(speaker);
  const own = options[leaning(mind, speaker.code)]?.ing ?? 'going ahead';
  const quote = quoted(said);
  switch (kindOf(said)) {
    case 'question':
      return `On “${quote}”: what I have for ${own} rests on ${watch}, and nothing I was given answers it beyond that. You could look up ${kind.signal}; if it says otherwise than I expect, so do I.`;
    case 'wish':
      return `“${quote}”: I pass that on to the others, and begin with it in what I say next. I will hold ${own} against it by ${watch}.`;
    case 'objection':
      return `“${quote}” meets me where I look at ${watch}. I grant it as far as it goes: for ${own} it means a condition, and ${kind.signal} would show whether it holds.`;
    case 'fact':
      return `I reckon with it from here on: “${quote}”. For me it bears on ${watch}, and I will say in my next turn whether ${own} still stands with it.`;
  }
}

function differing(mind: Mind, other: Member, said: string): Bag {
  const own = mind.problem.options[leaning(mind, other.code)]?.ing ?? 'the other way';
  return {
    expert: other.code,
    text: `To me “${quoted(said, 10)}” speaks for ${own}. I look at ${bankFor(other).watch}, and there it weighs more than a condition.`,
  };
}

/** The first sentence as somebody would repeat it to the person. */
function quoted(said: string, most = 18): string {
  const words = secondPerson(sentencesOf(said)[0] ?? said)
    .replace(/[“”"]/g, '')
    .replace(/[.!?]+$/, '')
    .split(/\s+/);
  return capital(words.length > most ? `${words.slice(0, most).join(' ')} …` : words.join(' '));
}
