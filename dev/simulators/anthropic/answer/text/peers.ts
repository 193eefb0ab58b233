import { sentencesOf } from '../../prompt/facts.ts';
import type { Contribution } from '../../prompt/reading.ts';
import { leaningOf, type Mind } from '../mind.ts';

/** A sentence of a colleague that is worth taking up. */
export interface Quote {
  peer: string;
  code: string;
  text: string;
  /** Whether they lean to the same option as the one who quotes. */
  same: boolean;
}

/** About the speaker, about somebody else's words, or hanging on the sentence before: not worth quoting. */
const NOT_QUOTABLE =
  /^(?:I |I['’]|So |That |This |It |They |These |If not|My |For me|On |To |With “|As for|One week spent|What I would check|You answered|You say|You also|Your answer|What you added|Since you|Remember that|Before I trust|The sentence I would|The step of|The facilitator|For now|Afterwards)|“|”|\b(?:agree|disagree|lean towards|I favour|I support|sign|survives both|wrong way|the harder one is|what it does not weigh|From my side)\b/i;

/** Sentences of the last round by others, those with most to say first; one or two for each colleague. */
export function quotes(mind: Mind, round: number): Quote[] {
  const { contributions, persona } = mind.reading;
  const last = Math.max(0, ...contributions.map((said) => said.round));
  const mine = leaningOf(mind, persona?.code ?? '', round);
  return contributions
    .filter((said) => said.round === last && said.expert !== persona?.code)
    .flatMap((said) =>
      strongest(said).map((text) => ({
        peer: said.name,
        code: said.expert,
        text,
        same: leaningOf(mind, said.expert, last) === mine,
      })),
    );
}

function strongest(said: Contribution): string[] {
  const plain = sentencesOf(said.text.replace(/“[^”]*”/g, '“”'));
  const candidates = plain.filter((sentence) => {
    const words = sentence.split(/\s+/).length;
    return words >= 8 && words <= 28 && !NOT_QUOTABLE.test(sentence) && !sentence.endsWith('?');
  });
  const fallback = plain.filter(
    (sentence) =>
      sentence.split(/\s+/).length >= 4 &&
      !/“|\b(?:lean|support|favour|position|remains|stay with|for me)\b/i.test(sentence),
  );
  const passedOn = [...said.text.matchAll(/([^.!?”]*)“([^“”]{40,})”/g)]
    .filter(([, before = '']) => !/facilitator|^\s*To $|\bYou\b/.test(before))
    .map(([, , sentence = '']) => sentence);
  if (candidates.length === 0 && passedOn.length > 0) return passedOn.slice(0, 2);
  return (candidates.length > 0 ? candidates : fallback).slice(0, 2);
}
