import { sentencesOf } from '../../prompt/sentences.ts';
import type { Mind } from '../mind.ts';
import { lastRound, standingOf } from '../stance.ts';
import { isOwnClaim } from './framing.ts';
import { conditionIn } from './peers.ts';

const WORDS_EACH = 20;

/** Minutes of a round: who holds what, with a claim or a condition of theirs, and where they differ. */
export function minutes(mind: Mind): string {
  const standing = standingOf(mind, lastRound(mind));
  const { options } = mind.problem;
  const lines = standing.byExpert.map(({ said, option }) => {
    const holds = `${said.name} holds to ${options[option]?.short ?? 'one option'}`;
    const condition = conditionIn(said.text);
    const claim = sentencesOf(said.text.replace(/“[^”]*”/g, '“”')).find(isOwnClaim);
    if (claim !== undefined && claim.split(/\s+/).length <= WORDS_EACH) return `${holds}. ${claim}`;
    return condition === null ? `${holds}.` : `${holds}, if ${condition}.`;
  });
  const apart = [...new Set(standing.byExpert.map(({ option }) => options[option]?.short))];
  const end = apart.length > 1 ? `The choice is between ${apart.join(' and ')}.` : 'No other option is defended.';
  return lines.length === 0 ? 'Nothing was said.' : [...lines, end].join(' ');
}
