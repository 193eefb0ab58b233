import type { Aside, SubProblem } from './state.ts';

export type Source = Extract<Aside, { kind: 'research' }>['sources'][number];

/** What was looked up for some parts, each page once. */
export const sourcesOf = (subs: SubProblem[]): Source[] => {
  const asides = subs.flatMap((sub) => sub.rounds.flatMap((round) => round.asides));
  const found = asides.flatMap((aside) => (aside.kind === 'research' ? aside.sources : []));
  return [...new Map(found.map((source) => [source.url, source])).values()];
};
