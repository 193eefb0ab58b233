import type { FinishedRound, SaidInRound } from '../material.ts';
import { sharedOut } from './brief.ts';
import { firstSentence } from '../length.ts';
import type { PromptBlock } from '../../ports/llm.ts';
import { fence, fenceAround, joined } from './fences.ts';
import { interjectionsText } from './floor.ts';
import { researchText } from './research.ts';

/**
 * How a deliberation grows in prompts. Two wishes pull apart: a cached prefix may only be appended to, and input must not
 * grow with the square of the rounds. So the shared part of a prompt of round r is
 *
 *   brief ▸ summary of round 1 … summary of round r-2 ▸ round r-1 in full and the facilitator's guidance
 *
 * with a cache breakpoint at each ▸ and at the end. Up to the second ▸ the blocks of round r+1 are those of round r with
 * one summary more: append-only, byte-stable, and a summary costs a quarter of the round that it stands for. The last
 * round in full is shared by all experts of the round, who read it from the cache after the first; in the next round its
 * place is taken by its summary and nothing before it changes. What the person said between two rounds stands with the
 * round before it, and is shortened with it; the pages that were found after a round stay as they are. Persona and task come after all of it.
 * Round 1 has nothing of this: it is blind.
 */
export function transcriptBlocks(rounds: readonly FinishedRound[]): PromptBlock[] {
  const last = rounds.at(-1);
  if (!last) return [];
  const blocks: PromptBlock[] = rounds.slice(0, -1).map((round) => ({
    text: joined(summaryText(round), researchText(round), interjectionsText(round.round, round.interjections, 'short')),
  }));
  const end = blocks.at(-1);
  if (end) end.cache = true;
  return [
    ...blocks,
    {
      text: joined(
        roundText(last),
        guidanceText(last),
        researchText(last),
        interjectionsText(last.round, last.interjections),
      ),
      cache: true,
    },
  ];
}

/** A finished round in short. Where it has no summary: the first sentence of each contribution. */
export function summaryText(round: FinishedRound): string {
  const text = round.summary ?? round.said.map((said) => `${said.name}: ${firstSentence(said.text, 160)}`).join('\n');
  return fence('round_summary', { round: round.round }, text || 'Nothing was said.');
}

/** A finished round in full. */
export function roundText(round: FinishedRound): string {
  return fenceAround(
    'transcript',
    { round: round.round, phase: round.phase },
    round.said.map((said) => contributionText(round.round, said)),
  );
}

export const contributionText = (round: number, said: SaidInRound): string =>
  fence('contribution', { round, expert: said.expert_code, name: said.name }, said.text);

/** What the facilitator wants from the next round; nothing where the round was not decided on. */
export function guidanceText(round: FinishedRound): string {
  if (!round.guidance) return '';
  const { guidance, intervention, action } = round.guidance;
  return fence('guidance', { after_round: round.round, action }, joined(intervention ?? '', guidance));
}

/**
 * Longest share of earlier rounds in the record's prompt, in UTF-16 units: what nine usual contributions come to, and
 * as much as the ending of a meeting on the smallest budget can pay for.
 */
const EARLIER_LIMIT = 6_400;

/**
 * Every round in its own words, for the record: minutes lose what only one expert knew. It is read once a sub-problem; of a
 * very long deliberation the longest earlier contributions are cut.
 */
export function fullTranscriptText(rounds: readonly FinishedRound[]): string {
  const earlier = rounds.slice(0, -1).flatMap((round) => round.said.map((said) => said.text));
  const kept = sharedOut(earlier, EARLIER_LIMIT);
  return rounds
    .map((round) =>
      joined(
        roundText({ ...round, said: round.said.map((said) => ({ ...said, text: kept.shift() ?? said.text })) }),
        round === rounds.at(-1) && guidanceText(round),
        researchText(round),
        interjectionsText(round.round, round.interjections),
      ),
    )
    .join('\n\n');
}

/** All rounds with the last in full, without breakpoints: for steps that read the deliberation once. */
export const transcriptText = (rounds: readonly FinishedRound[]): string =>
  transcriptBlocks(rounds)
    .map((block) => block.text)
    .join('\n\n');
