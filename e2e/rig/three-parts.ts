import type { Simulator } from './simulator.ts';

/** Each part's goal; the third depends on the first. */
export const GOALS = [
  'Decide where the new stall goes.',
  'Decide how the oven loan is paid.',
  'Decide whom to hire for the stall.',
] as const;

/** A problem of three parts, two at once and one after them. The ending keeps meetings apart. */
export const threeParts = (which = ''): string =>
  `We run a bakery in Ghent and face three questions: the stall, the loan and the hire${which}. What should we do?`;

/** Scripts the plan of that problem, and nothing else of its meeting. */
export async function scriptThreeParts(simulator: Simulator): Promise<void> {
  const sub_problems = GOALS.map((goal, index) => ({
    title: goal,
    goal,
    reason: 'It can be decided on its own.',
    complexity: 2,
    depends_on: index === 2 ? [0] : [],
  }));
  await simulator.scenario({
    name: 'three parts',
    match: 'face three questions',
    routine: false,
    tools: [{ tool: 'decomposition', input: { rationale: 'Three questions in one.', sub_problems } }],
  });
}
