import { handKey, REPLY_LIMIT, type InterjectionReply, type RepliesAnswer } from '../tools/interjection-replies.ts';
import { tidy } from './texts.ts';

/** Where a model gave an expert no words: nothing is put into their mouth but that they heard. */
const HEARD = 'I have heard this, and take it with me into what I say next.';

/** The replies to one interjection in their order: one, and another where somebody else sees it differently. */
export function repairReplies(answer: RepliesAnswer, number: number, codes: readonly string[]): InterjectionReply[] {
  const given = answer[handKey(number)];
  const expert = codes.find((code) => code === given?.expert) ?? codes[0] ?? '';
  const first = { expert, text: tidy(given?.text ?? '', REPLY_LIMIT, HEARD) };
  const other = given?.differs;
  const text = tidy(other?.text ?? '', REPLY_LIMIT, '');
  const stands = other !== undefined && text !== '' && other.expert !== expert && codes.includes(other.expert);
  return stands ? [first, { expert: other.expert, text }] : [first];
}
