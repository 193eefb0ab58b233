import { sentencesOf } from '../../prompt/sentences.ts';
import type { Contribution } from '../../prompt/reading.ts';
import { Random } from '../../random.ts';
import { leaningOf, type Mind } from '../mind.ts';
import { lastRound } from '../stance.ts';
import { isOwnClaim } from './framing.ts';

/** A sentence of a colleague that is worth taking up. */
export interface Quote {
  peer: string;
  code: string;
  text: string;
  /** Whether they lean to the same option as the one who quotes. */
  same: boolean;
}

const QUOTABLE_EACH = 3;

/**
 * The sentences an expert takes up in a round, from the round before: one, and from round 3 on a second one of their own
 * side. All experts work out the same distribution, so that no two of a round quote the same sentence.
 */
export function quotesFor(mind: Mind, round: number): Quote[] {
  const said = lastRound(mind);
  const order = new Random(mind.seed, mind.reading.problem, round, 'quotes').shuffle(claims(mind, said));
  const code = mind.reading.persona?.code ?? '';
  const speakers = said.map(({ expert }) => expert);
  const seats = speakers.includes(code) ? speakers : [...speakers, code];
  const taken = new Set<string>();
  const mine: Quote[] = [];
  const take = (seat: string, pick: (open: readonly Quote[]) => Quote | null): void => {
    const quote = pick(order.filter(({ text }) => !taken.has(text)));
    if (quote === null) return;
    taken.add(quote.text);
    if (seat === code) mine.push(quote);
  };
  for (const seat of seats) take(seat, (open) => choose(mind, round, seat, open));
  if (round < TWO_QUOTES_FROM) return mine;
  for (const seat of seats) {
    const first = mine[0]?.code;
    take(
      seat,
      (open) =>
        others(mind, round, seat, open).find(({ same, code: peer }) => same && (seat !== code || peer !== first)) ??
        null,
    );
  }
  return mine;
}

const TWO_QUOTES_FROM = 3;

/** Sentences of others, as they look to somebody in this round. */
const others = (mind: Mind, round: number, seat: string, open: readonly Quote[]): Quote[] =>
  open
    .filter((quote) => quote.code !== seat)
    .map((quote) => ({
      ...quote,
      same: leaningOf(mind, quote.code, round - 1) === leaningOf(mind, seat, round),
    }));

/** Who has just come round quotes a colleague of the new side, the others first answer those who differ. */
function choose(mind: Mind, round: number, seat: string, open: readonly Quote[]): Quote | null {
  const now = leaningOf(mind, seat, round);
  const turned = round > 1 && now !== leaningOf(mind, seat, round - 1);
  const offered = others(mind, round, seat, open);
  const addressed = addressee(mind, seat);
  return (
    offered.find((quote) => quote.peer === addressed && quote.same === turned) ??
    offered.find((quote) => quote.same === turned) ??
    (turned ? null : (offered[0] ?? null))
  );
}

/** Whom the facilitator asked somebody to answer: "Mara, answer Jonas on …". */
function addressee(mind: Mind, seat: string): string | null {
  const { guidance, contributions } = mind.reading;
  const name = contributions.find(({ expert }) => expert === seat)?.name;
  if (name === undefined) return null;
  return contributions.find((said) => guidance.includes(`${name}, answer ${said.name}`))?.name ?? null;
}

/** Claims of a round that nobody quoted in it yet and that are not the facilitator's words. */
function claims(mind: Mind, said: readonly Contribution[]): Quote[] {
  const quoted = said.flatMap(({ text }) => [...text.matchAll(/“([^”]*)”/g)].map(([, words = '']) => bare(words)));
  const guidance = bare(mind.reading.guidance);
  return said.flatMap((one) =>
    sentencesOf(one.text.replace(/“[^”]*”/g, '“”'))
      .filter((sentence) => isOwnClaim(sentence) && !guidance.includes(bare(sentence)))
      .filter((sentence) => !quoted.some((words) => words.includes(bare(sentence))))
      .slice(0, QUOTABLE_EACH)
      .map((text) => ({ peer: one.name, code: one.expert, text, same: false })),
  );
}

const bare = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

/** The condition a colleague of the same side named in the last round; another one for each seat. */
export function conditionOfPeer(mind: Mind, seat: number, own: string): { peer: string; their: string } | null {
  const code = mind.reading.persona?.code ?? '';
  const named = lastRound(mind)
    .filter((said) => said.expert !== code)
    .flatMap((said) => {
      const their = conditionIn(said.text);
      return their === null || bare(their) === bare(own) ? [] : [{ peer: said.name, their }];
    });
  return named[seat % Math.max(1, named.length)] ?? null;
}

/** "… provided that X." → X */
export const conditionIn = (text: string): string | null =>
  /(?:provided that|on one condition:|as long as|the condition is that|the understanding that|on the condition that|the same condition:|would attach is that|adds one condition, that)\s+([^.;“”]+)[.;]/.exec(
    text,
  )?.[1] ?? null;
