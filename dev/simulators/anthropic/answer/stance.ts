import { sentencesOf } from '../prompt/sentences.ts';
import type { Option } from '../prompt/options.ts';
import type { Contribution } from '../prompt/reading.ts';
import { leaningOf, type Mind } from './mind.ts';

const STANCE =
  /\b(?:lean|support|favou?r|recommend|prefer|choose|choice|vote|back|stay with|stand (?:by|behind)|(?:can|would|will|to) sign|remains?|still for|leaves me with|decide for|my answer|would take|go for|propose|position)\b/i;
const NEGATED =
  /\b(?:not (?:sign|support|recommend)|against|oppose|reject|instead of|live with|if the others go ahead)\b/i;

/** Which option somebody ends with, read off their words; their known leaning only where the words name none. */
export function stanceOf(mind: Mind, said: Contribution): number {
  const { options } = mind.problem;
  const sentences = sentencesOf(said.text.replace(/“[^”]*”/g, '…'));
  const opening = openingOption(sentences[0] ?? '', options);
  if (opening !== -1) return opening;
  const telling = sentences.filter((sentence) => STANCE.test(sentence) && !NEGATED.test(sentence)).reverse();
  for (const sentence of telling) {
    const first = firstNamed(sentence, options);
    if (first !== -1) return first;
  }
  const byWords = sentences.map((sentence) => firstNamed(sentence, options)).find((index) => index !== -1);
  return byWords ?? leaningOf(mind, said.expert, said.round);
}

/** A recommendation begins with what to do. */
const openingOption = (sentence: string, options: readonly Option[]): number =>
  options.findIndex((option) => sentence.toLowerCase().startsWith(option.do.toLowerCase()));

/** The option a sentence names first; a stance is said before what it is compared with. */
export function firstNamed(sentence: string, options: readonly Option[]): number {
  const text = sentence.toLowerCase();
  const at = options.map((option) => {
    const found = [option.ing, option.do, option.name, option.short]
      .map((form) => text.indexOf(form.toLowerCase()))
      .filter((position) => position !== -1);
    return found.length === 0 ? Infinity : Math.min(...found);
  });
  const nearest = Math.min(...at);
  return nearest === Infinity ? -1 : at.indexOf(nearest);
}

/** How a group stands: by expert, and the option most are behind. */
export interface Standing {
  byExpert: { said: Contribution; option: number }[];
  leading: number;
  /** Part of the group behind it, 0–1; 0 for nobody. */
  share: number;
}

export function standingOf(mind: Mind, group: readonly Contribution[]): Standing {
  const byExpert = group.map((said) => ({ said, option: stanceOf(mind, said) }));
  const counts = mind.problem.options.map((_, index) => byExpert.filter(({ option }) => option === index).length);
  const most = Math.max(0, ...counts);
  const tied = counts.flatMap((count, index) => (count === most ? [index] : []));
  const leading = most === 0 || tied.includes(mind.winner) ? mind.winner : (tied[0] ?? mind.winner);
  return { byExpert, leading, share: group.length === 0 ? 0 : most / group.length };
}

/** The contributions of the last round the prompt holds in full. */
export function lastRound(mind: Mind): Contribution[] {
  const { contributions } = mind.reading;
  const last = Math.max(0, ...contributions.map((said) => said.round));
  return contributions.filter((said) => said.round === last);
}

/** The option besides `own` that was spoken of most: what the board really weighed it against. */
export function rivalOf(mind: Mind, own: number): number {
  const { contributions, summaries } = mind.reading;
  const heard = [...contributions, ...summaries].map(({ text }) => text.toLowerCase()).join('\n');
  const mentions = mind.problem.options.map(({ short }, index) =>
    index === own ? -1 : heard.split(short.toLowerCase()).length,
  );
  const most = Math.max(...mentions);
  const next = (own + 1) % mentions.length;
  return mentions[next] === most ? next : mentions.indexOf(most);
}
