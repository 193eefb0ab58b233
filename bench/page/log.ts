/** Events of a long meeting, as the product's own repository takes them: parts in parallel, five experts each. */
import { ASPECTS } from '@bo1/contracts/meeting/values';
import type { NewEvent } from '@bo1/prisma/events';

const EXPERTS = [
  ['cfo', 'Mara Lindqvist', 'Finance', '#2f6f9f'],
  ['growth', 'Tobias Okafor', 'Growth', '#a4572c'],
  ['sceptic', 'Ines Duarte', 'Contrarian', '#7a3e8f'],
  ['operations', 'Jonas Weber', 'Operations', '#3f7f4f'],
  ['people', 'Aisha Rahman', 'People', '#8f5f2f'],
] as const;
const PARTS = 4;
const ASPECT_READING = Object.fromEntries(ASPECTS.map((aspect) => [aspect, 'deep'])) as Record<
  (typeof ASPECTS)[number],
  'deep'
>;

/** Some 120 words that differ by round and expert, as long as a contribution may be by its target. */
function words(part: number, round: number, expert: string): string {
  const say = (at: number) =>
    `Point ${at} of ${expert} on part ${part + 1} in round ${round}: the margin moves by ${at + round} per cent, the lease binds for ${part + 2} years, and a pilot shows it first. `;
  return Array.from({ length: 5 }, (_, at) => say(at + 1)).join('');
}

/** The contribution of one expert in one round, by a call key of its own. */
export function contribution(part: number, round: number, code: string): NewEvent {
  const call_key = `sp${part}/r${round}/${code}/contribute`;
  return {
    type: 'contribution',
    data: {
      sub_problem_index: part,
      round,
      contribution_id: `c/${call_key}`,
      expert_code: code,
      text: words(part, round, code),
      truncated: false,
      call_key,
      model: 'simulated',
      prompt_hash: 'bench',
    },
    dedupeKey: `bench/${call_key}`,
  };
}

export const experts: readonly string[] = EXPERTS.map(([code]) => code);

/** A round that begins, up to its first contribution. */
export function roundStarted(part: number, round: number): NewEvent {
  return {
    type: 'round_started',
    data: { sub_problem_index: part, round, max_rounds: round, phase: 'challenge', experts: [...experts] },
    dedupeKey: `bench/${part}/${round}/started`,
  };
}

function wholeRound(part: number, round: number): NewEvent[] {
  const at = { sub_problem_index: part, round };
  return [
    roundStarted(part, round),
    ...experts.map((code) => contribution(part, round, code)),
    {
      type: 'round_judged',
      data: {
        ...at,
        agreement: 0.4 + (round % 5) / 10,
        conflict: 0.3,
        novelty: 0.5,
        aspects: ASPECT_READING,
        focus: 'What the pilot costs before it shows anything.',
      },
      dedupeKey: `bench/${part}/${round}/judged`,
    },
    {
      type: 'facilitator_decision',
      data: {
        ...at,
        action: 'continue',
        decided_by: 'facilitator',
        rule: null,
        reason: 'The price of waiting is still open.',
        guidance: 'Say what waiting costs a month.',
      },
      dedupeKey: `bench/${part}/${round}/facilitated`,
    },
  ];
}

function plan(): NewEvent[] {
  const indexes = Array.from({ length: PARTS }, (_, index) => index);
  const goal = (index: number) => `Part ${index + 1} of the decision: what it costs and what it binds`;
  return [
    {
      type: 'decomposition_complete',
      data: {
        rationale: 'Four questions that can be answered apart.',
        sub_problems: indexes.map((index) => ({ index, goal: goal(index), complexity: 8, depends_on: [] })),
      },
      dedupeKey: 'bench/decomposed',
    },
    {
      type: 'dependency_analysis_complete',
      data: { execution_batches: [indexes], fell_back_to_sequence: false },
      dedupeKey: 'bench/batches',
    },
    ...indexes.flatMap((index): NewEvent[] => [
      {
        type: 'sub_problem_started',
        data: { sub_problem_index: index, goal: goal(index) },
        dedupeKey: `bench/${index}/started`,
      },
      ...EXPERTS.map(([expert_code, name, archetype, colour], position): NewEvent => ({
        type: 'expert_selected',
        data: { sub_problem_index: index, expert_code, name, archetype, colour, position, reason: 'Knows the field.' },
        dedupeKey: `bench/${index}/${expert_code}`,
      })),
    ]),
  ];
}

/** At least `count` events, cut at a round's end; `rounds`: how many of them the first part holds. */
export function longLog(count: number): { events: NewEvent[]; rounds: number } {
  const events = plan();
  let rounds = 0;
  while (events.length < count) {
    rounds += 1;
    for (let part = 0; part < PARTS; part++)
      if (part === 0 || events.length < count) events.push(...wholeRound(part, rounds));
  }
  return { events, rounds };
}
