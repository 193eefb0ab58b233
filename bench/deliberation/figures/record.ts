import { type Figure, percent, ratio } from '../figure.ts';
import { signedIn } from '../reading.ts';
import { OPTIONS } from '../script.ts';
import type { Held } from './stopping.ts';

/** What only one expert knew, and who saw it differently, in the record that the person gets. */
export function recordKeeps(boards: readonly Held[]): Figure[] {
  const told = boards.flatMap(({ script, seen }) =>
    script.facts
      .filter((fact) => fact.round <= seen.rounds.length)
      .map((fact) => ({ round: fact.round, kept: seen.record.includes(fact.key) })),
  );
  const differing = boards.flatMap(({ seen }) =>
    seen.votes
      .filter((vote) => OPTIONS[signedIn(vote.text) ?? 0] !== seen.chosen)
      .map((vote) => seen.dissent.includes(vote.expert)),
  );
  const withdrawn = boards.flatMap(({ script, seen }) =>
    seen.votes
      .filter((vote) => script.persuaded.includes(script.experts.indexOf(vote.expert)))
      .filter((vote) => OPTIONS[signedIn(vote.text) ?? 0] === seen.chosen)
      .map((vote) => seen.dissent.includes(vote.expert)),
  );
  const kept = told.filter((fact) => fact.kept).length;
  const recorded = differing.filter(Boolean).length;
  return [
    {
      figure: 'facts of single experts in the record',
      required: '≥ 95 %',
      measured: percent(ratio(kept, told.length)),
      n: `${told.length} facts, ${boards.length} boards`,
      met: ratio(kept, told.length) >= 0.95,
    },
    {
      figure: 'dissent that stands recorded / dissent taken back in the recommendation recorded all the same',
      required: '100 % / 0',
      measured: `${percent(ratio(recorded, differing.length))} / ${withdrawn.filter(Boolean).length}`,
      n: `${differing.length} dissenters; ${withdrawn.length} persuaded`,
      met: differing.length > 0 && recorded === differing.length && withdrawn.length > 0 && !withdrawn.some(Boolean),
    },
  ];
}

/** The same board with other people in other seats: the rules come to the same verdict after the same round. */
export function sameVerdict(pairs: readonly [Held, Held][]): Figure {
  const verdictOf = ({ seen }: Held): string => `${seen.stopRule} after ${seen.rounds.length}`;
  const same = pairs.filter(([one, other]) => verdictOf(one) === verdictOf(other)).length;
  return {
    figure: "judge's verdict unchanged when order and names are permuted",
    required: '≥ 98 %',
    measured: percent(ratio(same, pairs.length)),
    n: `${pairs.length} pairs of boards`,
    met: ratio(same, pairs.length) >= 0.98,
  };
}
