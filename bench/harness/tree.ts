/** The calls of a meeting in their order, each named by its request: the same in every run of the harness. */
export interface CallTree {
  before: string[];
  select: string;
  rounds: { speak: string[]; review: string[]; facilitate: string | null }[];
  votes: string[];
  synthesis: string;
  after: string[];
}

/** A call of a meeting as our own ledger has it: its domain name, e.g. `sp0/r2/cfo/contribute`, and the vendor's id. */
export interface Call {
  key: string;
  request: string;
}

/** The tree of a meeting with one sub-problem and no questions. */
export function treeOf(calls: readonly Call[]): CallTree {
  const some = (pattern: RegExp) => calls.filter(({ key }) => pattern.test(key)).map(({ request }) => request);
  const numbers = calls.map(({ key }) => Number(/\/r(\d+)\//.exec(key)?.[1] ?? 0));
  return {
    before: [...some(/^route$/), ...some(/^decompose$/)],
    select: some(/\/select$/)[0]!,
    rounds: Array.from({ length: Math.max(...numbers) }, (_, index) => {
      const inRound = (step: string) => some(new RegExp(`/r${index + 1}/${step}$`));
      return {
        speak: inRound('[^/]+/contribute'),
        review: inRound('(?:judge|summary)'),
        facilitate: inRound('facilitate')[0] ?? null,
      };
    }),
    votes: some(/\/vote$/),
    synthesis: some(/\/synthesis$/)[0]!,
    after: some(/\/actions$/),
  };
}
