import { fences, lastFence } from '../../prompt/fences.ts';
import { Random } from '../../random.ts';
import { PHRASES } from './phrases.ts';
import { type Turn, wording } from './turn.ts';

/** An answer the person gave; every second seat takes one up. */
export function heard(turn: Turn): string {
  const { mind, speech, slots, seat } = turn;
  const answers = mind.reading.answers.filter(({ answer }) => answer !== '' && !/chose not to answer/i.test(answer));
  const given = seat % 2 === 0 ? answers[seat / 2]?.answer : undefined;
  if (given === undefined) return '';
  return speech.say(wording(turn, PHRASES.answer), { ...slots, answer: excerpt(given, 18) });
}

/** What the person answered, or the web said, since the round before; one seat takes it up. */
export function learned(turn: Turn): string[] {
  const { mind, round, speech, slots, seat, seats } = turn;
  const speaker = new Random(mind.seed, mind.reading.problem, round, 'learned').int(0, seats - 1);
  if (seat % seats !== speaker) return [];
  const { whole, answers } = mind.reading;
  const source = fences(lastFence(whole, 'research')?.raw ?? '', 'source')[0];
  const isNew = lastFence(whole, 'research')?.attributes['after_round'] === String(round - 1);
  if (isNew && source !== undefined)
    return [
      `What was looked up says “${excerpt(source.body.replace(/<[^<>]*>/g, ''), 18)}” [${source.attributes['id'] ?? 'S1'}]; I take it as a hint, for it was not written about you.`,
    ];
  const given = answers.at(-1)?.answer ?? '';
  if (lastFence(whole, 'guidance')?.attributes['action'] !== 'clarify' || given === '') return [];
  if (/chose not to answer/i.test(given))
    return [`You left that open, so I reckon with both: what I say of ${slots.own.short} must hold either way.`];
  return [speech.say(wording(turn, PHRASES.answer), { ...slots, answer: excerpt(given, 18) })];
}

/** A hand raised by the person. */
export function raised({ mind }: Turn, point: string | undefined): string[] {
  const text = ['interjection', 'raised_hand', 'remark'].flatMap((tag) => fences(mind.reading.whole, tag)).at(-1)?.body;
  if (text === undefined || text === '') return [];
  return [`You raised your hand with “${excerpt(text, 16)}”. ${point ?? 'I have taken it into what follows.'}`];
}

/** The beginning of somebody's words on one line, without its last full stop. */
function excerpt(text: string, most: number): string {
  const words = text
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/[.!?]+$/, '')
    .split(' ');
  return words.length > most ? `${words.slice(0, most).join(' ')} …` : words.join(' ');
}
