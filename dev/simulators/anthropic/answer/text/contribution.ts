import { boardIn } from '../../prompt/board.ts';
import { sentencesOf } from '../../prompt/sentences.ts';
import { isPassive, type Option } from '../../prompt/options.ts';
import { inSentence } from '../../prompt/second-person.ts';
import { Random } from '../../random.ts';
import { courseOf } from '../course.ts';
import { leaningOf, type Mind } from '../mind.ts';
import { lastRound, rivalOf } from '../stance.ts';
import { PHRASES } from './phrases.ts';
import { conditionOfPeer, quotesFor, type Quote } from './peers.ts';
import { scriptedLine } from './scripted.ts';
import { Speech, type Slots } from './slots.ts';
import { supplyFor } from './supply.ts';
import { type Turn, wording } from './turn.ts';
import { heard, learned, raised } from './heard.ts';

/** UTF-16 units of a contribution. */
const LONGEST = 1_020;
/** From this round on the experts only close the matter. */
const CLOSING_ROUND = 4;
/** Words of a request that can be repeated before it is answered. */
const SHORT_REQUEST = 12;

/** What an expert says in a round: the first one opens, the next ones answer colleagues and have less and less to add. */
export function contribution(mind: Mind): string {
  const script = scriptedLine(mind);
  if (script?.text !== undefined) return script.text;
  const turn = turnOf(mind);
  const parts = turn.round <= 1 ? opening(turn) : answering(turn);
  return fitted([...parts, ...(script?.adds ?? [])].filter((part) => part !== ''));
}

/** At most about 175 words: the last but one goes first, for the first and the last say where one stands. */
function fitted(parts: string[]): string {
  const rest = [...parts];
  while (rest.length > 3 && rest.join(' ').length > LONGEST) rest.splice(-2, 1);
  return rest.join(' ');
}

function turnOf(mind: Mind): Turn {
  const code = mind.reading.persona?.code ?? '';
  const round = Math.max(1, mind.reading.round);
  const { options } = mind.problem;
  const index = leaningOf(mind, code, round);
  const before = round > 1 ? leaningOf(mind, code, round - 1) : index;
  const own = options[index] as Option;
  const rival = index === mind.winner ? (before === index ? openRival(mind, round, index) : before) : mind.winner;
  const left = before === index ? null : (options[before] as Option);
  const supply = supplyFor(mind, round);
  const slots: Slots = {
    own,
    other: options[rival] as Option,
    left: left ?? (options[rival] as Option),
    watch: supply.bank.watch,
    concern: supply.bank.concern,
    craft: supply.craft,
  };
  const random = new Random(mind.seed, mind.reading.problem, code, round, 'turn');
  const board = boardIn(mind.reading.whole);
  const seat = board.findIndex((member) => member.code === code);
  const place = seat === -1 ? random.int(0, 5) : seat;
  return { mind, round, speech: new Speech(mind), slots, supply, left, seat: place, seats: Math.max(1, board.length) };
}

/** The option somebody else on the board still holds; then what was spoken of most, and before that the next one. */
function openRival(mind: Mind, round: number, own: number): number {
  const held = lastRound(mind).map((said) => leaningOf(mind, said.expert, round));
  return held.find((option) => option !== own) ?? rivalOf(mind, own);
}

function opening(turn: Turn): string[] {
  const { mind, speech, slots, supply } = turn;
  const [first, ...rest] = supply.points.map((point) => () => speech.say(point, slots));
  const openers = isPassive(slots.own) ? PHRASES.openPassive : supply.bank.openers;
  const parts = [speech.say(wording(turn, openers), slots)];
  if (first !== undefined) parts.push(first());
  const limited = limit(turn);
  parts.push(figured(turn), limited, limited === '' ? heard(turn) : '');
  const room = parts.filter((part) => part !== '').length;
  parts.push(...rest.slice(0, room >= 4 ? 1 : 2).map((say) => say()));
  if (mind.reading.persona !== null) parts.push(speech.say(wording(turn, PHRASES.closeExplore), slots));
  return parts;
}

function answering(turn: Turn): string[] {
  const { round, slots, speech, supply } = turn;
  if (round >= CLOSING_ROUND) return [...raised(turn, undefined), ...closing(turn)];
  const [first, ...rest] = supply.points.map((point) => speech.say(point, slots));
  const request = guidance(turn, first);
  const said = request.some((text) => first !== undefined && text.includes(first.slice(1)));
  const parts = [...request, ...learned(turn), ...raised(turn, rest.at(-1) ?? first), ...reply(turn)];
  if (!said && first !== undefined) parts.push(first);
  parts.push(...rest);
  const limited = limit(turn);
  parts.push(limited === '' && round === 2 ? figured(turn) : limited);
  return [...parts, ...stand(turn)];
}

/** What is said to colleagues; from round 3 on as somebody who wants to come to an end. */
function reply(turn: Turn): string[] {
  const { mind, round, speech, slots } = turn;
  const [quote, second] = quotesFor(mind, round);
  const more = second === undefined || round >= CLOSING_ROUND ? [] : [quoted(turn, PHRASES.endorse, second, 3)];
  if (turn.left !== null)
    return [
      quote ? quoted(turn, PHRASES.concede, quote) : speech.say(wording(turn, PHRASES.concedeAlone), slots),
      ...more,
    ];
  if (quote === undefined) return [];
  if (quote.same) return [quoted(turn, round === 2 ? PHRASES.build : PHRASES.endorse, quote), ...more];
  return [quoted(turn, round === 2 || alone(turn) ? PHRASES.disagree : PHRASES.grant, quote), ...more];
}

/** The last rounds: what they take over, and where they end. */
function closing(turn: Turn): string[] {
  const { mind, seat, speech, slots, supply } = turn;
  const peer = conditionOfPeer(mind, seat, supply.condition);
  const taken =
    peer === null || alone(turn) || courseOf(mind) === 'stalls'
      ? reply(turn)
      : [
          ...(turn.left !== null && quotesFor(mind, turn.round).length > 0 ? reply(turn) : []),
          speech.say(wording(turn, PHRASES.carry), { ...slots, ...peer }),
        ];
  return [...taken, ...stand(turn)];
}

/** Where the expert ends up in this round. */
function stand(turn: Turn): string[] {
  const { mind, round, slots, speech, supply } = turn;
  const full = { ...slots, condition: supply.condition };
  if (courseOf(mind) === 'stalls' && round >= 2) return [speech.say(wording(turn, PHRASES.deadlock), full)];
  if (round === 2) return [speech.say(wording(turn, turn.left === null ? PHRASES.stay : PHRASES.turnedTo), full)];
  if (alone(turn)) return [speech.say(wording(turn, PHRASES.holdOut), full)];
  if (turn.left !== null) return [speech.say(wording(turn, PHRASES.turnedTo), full)];
  if (round >= CLOSING_ROUND) return [speech.say(wording(turn, PHRASES.settled), full)];
  const doubt = (turn.seat + round) % 3 === 0 ? [speech.say(wording(turn, PHRASES.remains), full)] : [];
  return [...doubt, speech.say(wording(turn, PHRASES.sign), full)];
}

/** Nobody else is left on this side, and the expert stays. */
function alone({ mind, round }: Turn): boolean {
  const code = mind.reading.persona?.code ?? '';
  const now = leaningOf(mind, code, round);
  const others = lastRound(mind).filter((said) => said.expert !== code);
  return round >= 3 && others.length > 1 && others.every((said) => leaningOf(mind, said.expert, round) !== now);
}

/** A quotation keeps its full stop only where it ends the sentence. */
function quoted(turn: Turn, patterns: readonly string[], quote: Quote, next = 0): string {
  const pattern = wording(turn, patterns, next);
  const ends = /“\{quote\}”(?:$| (?:That|It|I) )/.test(pattern) && !/“\{quote\}” (?:It|I) .*\bmine is\b/.test(pattern);
  const inside = /\bthat “\{quote\}”/.test(pattern) ? inSentence(quote.text) : quote.text;
  const text = ends ? inside.replace(/([^.!?])$/, '$1.') : inside.replace(/\.$/, '');
  return turn.speech.say(pattern, { ...turn.slots, peer: quote.peer, quote: text });
}

function figured({ speech, slots, supply }: Turn): string {
  return supply.figured === null
    ? ''
    : speech.say(supply.figured.pattern, { ...slots, figure: supply.figured.figure.phrase });
}

/** A limit the person named; in each round one seat speaks of one. */
function limit(turn: Turn): string {
  const { mind, round, speech, slots, seat, seats } = turn;
  const { constraints } = mind.problem;
  const constraint = constraints[(round - 1) % Math.max(1, constraints.length)];
  const speaker = new Random(mind.seed, mind.reading.problem, 'limit').int(0, seats - 1);
  if (constraint === undefined || (seat + round) % seats !== speaker) return '';
  return speech.say(wording(turn, PHRASES.constraint), { ...slots, constraint });
}

/**
 * The facilitator asked for something. A short request is taken up word for word, with the best point; a question is
 * answered by one of the board.
 */
function guidance(turn: Turn, point: string | undefined): string[] {
  const { mind, speech, slots, seat, seats, round } = turn;
  const asked = sentencesOf(mind.reading.guidance)[0] ?? '';
  if (asked === '') return [];
  if (asked.split(/\s+/).length <= SHORT_REQUEST) {
    if ((seat + round) % 2 === 1) return [];
    const best = point ?? speech.say(turn.supply.reasons.at(-1) ?? '', slots);
    const quote = asked.replace(/[.!?]+$/, '');
    return [speech.say(wording(turn, PHRASES.guidance), { ...slots, quote, point: continued(best) })];
  }
  if (turn.left !== null || (round > 2 && courseOf(mind) === 'agrees')) return [];
  const speaker = new Random(mind.seed, mind.reading.problem, round, 'answers').int(0, seats - 1);
  if (seat % seats !== speaker || !asked.endsWith('?')) return [];
  return [speech.say(wording(turn, round === 2 ? PHRASES.guidedFigure : PHRASES.guidedTest), slots)];
}

/** A sentence that goes on after a colon. */
const continued = (point: string): string =>
  /^I\b/.test(point) ? point : point.charAt(0).toLowerCase() + point.slice(1);
