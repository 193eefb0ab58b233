import { sentencesOf } from '../../prompt/facts.ts';
import type { Mind } from '../mind.ts';
import { lastRound, standingOf } from '../stance.ts';

const WORDS_EACH = 16;

/** Minutes of a round: who holds what, with the reason in their own words, and where they differ. */
export function minutes(mind: Mind): string {
  const standing = standingOf(mind, lastRound(mind));
  const { options } = mind.problem;
  const lines = standing.byExpert.map(({ said, option }) => {
    const reason = sentencesOf(said.text.replace(/“[^”]*”/g, ''))
      .filter((sentence) => sentence.split(/\s+/).length >= 6)
      .find((sentence) => !/\b(?:lean|favour|support|facilitator|agree|disagree)\b/i.test(sentence));
    const words = (reason ?? '').replace(/[.!?]+$/, '').split(/\s+/);
    const short = words.length > WORDS_EACH ? `${words.slice(0, WORDS_EACH).join(' ')} …` : words.join(' ');
    return `${said.name} holds to ${options[option]?.short ?? 'one option'}${short === '' ? '' : `: ${short}`}.`;
  });
  const apart = [...new Set(standing.byExpert.map(({ option }) => options[option]?.short))];
  const end = apart.length > 1 ? `They differ between ${apart.join(' and ')}.` : 'No other option is defended.';
  return lines.length === 0 ? 'Nothing was said.' : [...lines, end].join(' ');
}
