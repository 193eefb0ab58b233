import { capital, inSentence } from '../../../prompt/second-person.ts';
import { isPassive, type Option } from '../../../prompt/options.ts';
import { Random } from '../../../random.ts';
import { leaningOf, type Mind } from '../../mind.ts';
import { lastRound, rivalOf, standingOf } from '../../stance.ts';
import { boardIn } from '../../../prompt/board.ts';
import { supplyFor } from '../../text/supply.ts';
import { PHRASES } from '../../text/phrases.ts';
import { Speech, type Slots } from '../../text/slots.ts';
import { waitingConditions } from '../../text/waiting.ts';
import type { Bag } from '../meaning-strategy.ts';

/** Long after the last round everybody has moved as far as they ever will. */
const AT_THE_END = 99;
/** Share of those who recommend what most do without a condition. */
const UNCONDITIONAL = 0.3;

/** An expert's final word: where they stand now, in the words of their field. */
export function recommendation(mind: Mind): Bag {
  const { reading, problem } = mind;
  const code = reading.persona?.code ?? '';
  const said = lastRound(mind).filter((item) => item.expert === code);
  const own = said.length > 0 ? standingOf(mind, said).leading : leaningOf(mind, code, AT_THE_END);
  const board = standingOf(mind, lastRound(mind));
  const alone = board.byExpert.filter(({ option }) => option === own).length <= 1;
  const rival = own === board.leading ? rivalOf(mind, own) : board.leading;
  const {
    bank,
    craft,
    condition,
    reasons: argued,
  } = supplyFor(mind, Math.max(1, ...reading.contributions.map(({ round }) => round)));
  const random = new Random(mind.seed, problem.text, code, 'recommendation');
  const slots: Slots = {
    own: problem.options[own] as Option,
    other: problem.options[rival] as Option,
    watch: bank.watch,
    concern: bank.concern,
    craft,
  };
  const offered = isPassive(slots.own) ? waitingConditions(mind) : bank.conditions;
  const [first = condition, ...further] = [condition, ...offered].filter((text, at, all) => all.indexOf(text) === at);
  const second = random.pick(further.length > 0 ? further : [first]);
  const free = !alone && random.chance(UNCONDITIONAL);
  const speech = new Speech(mind);
  const seat = Math.max(
    0,
    boardIn(reading.whole).findIndex((member) => member.code === code),
  );
  const openers = isPassive(slots.own) ? PHRASES.openPassive : bank.openers;
  const start = new Random(mind.seed, problem.text, bank.id, 'vote').int(0, openers.length - 1);
  const reasons = [openers[(start + seat) % openers.length] ?? '', argued[0] ?? ''].map((text) =>
    speech.say(text, slots),
  );
  const risks = random.shuffle(bank.risks).slice(0, 2);
  const confidence = 0.58 + 0.22 * board.share - (alone ? 0.06 : 0) + (random.next() - 0.5) * 0.1;
  return {
    recommendation: free ? `${capital(slots.own.do)}.` : `${capital(slots.own.do)}, provided that ${first}.`,
    reasoning: [...reasons, objection(mind, slots, alone)].join(' '),
    confidence: Math.round(confidence * 100) / 100,
    conditions: free ? [] : [...new Set([first, second])].filter(Boolean).map((text) => `${capital(text)}.`),
    risks,
    option: slots.own.name,
    summary: `I recommend ${slots.own.ing}.`,
  };
}

const OBJECTIONS = [
  'The strongest objection I heard is that {other} was never refuted, only outweighed; it did not turn me, because the first step can be kept small enough to correct.',
  'Against it stands that {other} has its own case. I take that seriously, and still think that it can wait for the first review without becoming worse.',
  'I have asked myself whether {other} would not be safer. For a quarter, perhaps; after that the same question returns with less room.',
  '{peer} would say that we know too little. That is true of {other} as well, and this way we learn sooner.',
  'What nearly turned me is the price of being wrong; the review after three months keeps it within limits I could defend.',
];

function objection(mind: Mind, slots: Slots, alone: boolean): string {
  const board = boardIn(mind.reading.whole);
  const seat = board.findIndex((member) => member.code === mind.reading.persona?.code);
  const peer = board[(seat + 1) % Math.max(1, board.length)]?.name ?? 'One colleague';
  if (!alone) return new Speech(mind).say(OBJECTIONS[Math.max(0, seat) % OBJECTIONS.length] ?? '', { ...slots, peer });
  return `I know that I am alone in this: the others see less danger in ${slots.other.ing} than I do, and none of them has answered the question of ${inSentence(slots.watch ?? '')}.`;
}
