import { sentencesOf } from '../../prompt/facts.ts';
import { fences } from '../../prompt/fences.ts';
import { isPassive, type Option } from '../../prompt/options.ts';
import { Random } from '../../random.ts';
import { leaningOf, type Mind } from '../mind.ts';
import { PHRASES } from './phrases.ts';
import { quotes, type Quote } from './peers.ts';
import { scriptedLine } from './scripted.ts';
import { waitingConditions } from './waiting.ts';
import { Speech, type Slots } from './slots.ts';
import { boardOf, supplyFor, type Supply } from './supply.ts';

/** UTF-16 units of a contribution. */
const LONGEST = 1_020;

interface Turn {
  mind: Mind;
  round: number;
  speech: Speech;
  slots: Slots;
  supply: Supply;
  random: Random;
  /** Where the expert sits on the board: neighbours choose different words. */
  seat: number;
  seats: number;
}

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
  const own = options[index] as Option;
  const rival = index === mind.winner ? (index + 1) % options.length : mind.winner;
  const supply = supplyFor(mind, round);
  const slots: Slots = { own, other: options[rival] as Option, watch: supply.bank.watch, craft: supply.craft };
  const random = new Random(mind.seed, mind.reading.problem, code, round, 'turn');
  const board = boardOf(mind);
  const seat = board.findIndex((member) => member.code === code);
  const place = seat === -1 ? random.int(0, 5) : seat;
  return {
    mind,
    round,
    speech: new Speech(mind),
    slots,
    supply,
    random,
    seat: place,
    seats: Math.max(1, board.length),
  };
}

/** One of several ways to say a thing; another one for the next seat and for the next round. */
function wording({ mind, round, seat }: Turn, patterns: readonly string[], next = 0): string {
  const start = new Random(mind.seed, mind.reading.problem, patterns[0] ?? '').int(0, patterns.length - 1);
  return patterns[(start + seat + next + (round - 1) * 2) % patterns.length] ?? '';
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
  const { mind, round, slots, speech, supply, random } = turn;
  const heardFrom = distinctPeers(random.shuffle(quotes(mind, round)));
  const converging = /converge/i.test(mind.reading.phase) || round >= 4;
  const [first, ...rest] = supply.points.map((point) => speech.say(point, slots));
  const request = guidance(turn, first);
  const parts = [...request, ...raised(turn, rest.at(-1) ?? first)];
  if (converging) parts.push(...heardFrom.slice(0, 3).map((quote, at) => quoted(turn, PHRASES.endorse, quote, at * 2)));
  else parts.push(...replies(turn, heardFrom));
  if (request.length === 0 && first !== undefined) parts.push(first);
  parts.push(...rest);
  const limited = converging ? '' : limit(turn);
  if (!converging) parts.push(limited === '' ? figured(turn) : limited);
  parts.push(stand(turn, converging));
  return parts;
}

/** What is said to colleagues while the board still argues. */
function replies(turn: Turn, heardFrom: readonly Quote[]): string[] {
  const against = heardFrom.find((quote) => !quote.same);
  const target = against ?? heardFrom[0];
  if (target === undefined) return [];
  const reply = quoted(turn, against ? PHRASES.disagree : PHRASES.build, target);
  const second = heardFrom.find((quote) => quote !== target);
  return turn.round >= 3 && second !== undefined ? [reply, quoted(turn, PHRASES.endorse, second)] : [reply];
}

const distinctPeers = (all: readonly Quote[]): Quote[] =>
  all.filter((quote, at) => all.findIndex((other) => other.code === quote.code || other.text === quote.text) === at);

/** Where the expert ends up in this round. */
function stand(turn: Turn, converging: boolean): string {
  const { mind, round, slots, speech, supply } = turn;
  const code = mind.reading.persona?.code ?? '';
  const now = leaningOf(mind, code, round);
  const changed = now !== leaningOf(mind, code, round - 1);
  const conditions = isPassive(slots.own) ? waitingConditions(mind) : supply.bank.conditions;
  const condition = new Random(mind.seed, mind.reading.problem, code, 'condition').pick(conditions);
  const others = mind.reading.contributions.filter((said) => said.expert !== code);
  const alone = others.length > 1 && others.every((said) => leaningOf(mind, said.expert, round) !== now);
  if (converging && alone) return speech.say(wording(turn, PHRASES.holdOut), slots);
  const lean = changed ? [speech.say(wording(turn, PHRASES.turned), slots)] : [];
  if (converging) lean.push(speech.say(wording(turn, PHRASES.sign), { ...slots, condition }));
  else if (!changed) lean.push(speech.say(wording(turn, PHRASES.stay), slots));
  return lean.join(' ');
}

/** A quotation keeps its full stop only where it ends the sentence. */
function quoted(turn: Turn, patterns: readonly string[], quote: Quote, next = 0): string {
  const pattern = wording(turn, patterns, next);
  const ends = /“\{quote\}”(?:$| (?:That|It|What|I) )/.test(pattern);
  const text = ends ? quote.text.replace(/([^.!?])$/, '$1.') : quote.text.replace(/\.$/, '');
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

/** An answer the person gave; every second seat takes one up. */
function heard(turn: Turn): string {
  const { mind, speech, slots, seat } = turn;
  const answers = mind.reading.answers.filter(({ answer }) => answer !== '' && !/chose not to answer/i.test(answer));
  const given = seat % 2 === 0 ? answers[seat / 2]?.answer : undefined;
  if (given === undefined) return '';
  return speech.say(wording(turn, PHRASES.answer), { ...slots, answer: excerpt(given, 18) });
}

/** The facilitator asked for something: every second seat answers it first, with the best point it has. */
function guidance(turn: Turn, point: string | undefined): string[] {
  const { mind, speech, slots, seat, round } = turn;
  if (mind.reading.guidance === '' || point === undefined || (seat + round) % 2 === 1) return [];
  const quote = excerpt(sentencesOf(mind.reading.guidance)[0] ?? '', 26);
  return [speech.say(wording(turn, PHRASES.guidance), { ...slots, quote, point: continued(point) })];
}

/** A sentence that goes on after a colon. */
const continued = (point: string): string =>
  /^I\b/.test(point) ? point : point.charAt(0).toLowerCase() + point.slice(1);

/** A hand raised by the person. */
function raised({ mind }: Turn, point: string | undefined): string[] {
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
