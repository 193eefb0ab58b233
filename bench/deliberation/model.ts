import { ASPECTS } from '@bo1/contracts/meeting/values';
import type { MessagesRequest } from '@bo1/dev/simulators/anthropic/wire/request';
import { Draw } from './draw.ts';
import { factsIn, type Reading, readRequest, refusesIn, signedIn, type Spoken } from './reading.ts';
import { OPTIONS, type Script } from './script.ts';

/** What the scripted model says: text, or a tool's input. Null: the plain simulator answers. */
export type Reply = { text: string } | { input: object } | null;

/**
 * The model of a scripted board. Experts say their lines; every other step reads the prompt it gets, and nothing else: a
 * fact that does not reach the synthesis is not in the record. Its weaknesses are those that models have, and they are
 * written here: minutes are short and lose a figure now and then; the judge is a little uneven, listens more to who
 * speaks last and more to some names; who writes the record forgets every third dissent.
 */
export function scriptedReply(scripts: (tag: string) => Script | null, request: MessagesRequest): Reply {
  const reading = readRequest(request);
  const script = reading.tag === null ? null : scripts(reading.tag);
  if (script === null) return null;
  const draw = new Draw(reading.whole, reading.tool ?? '');
  switch (reading.tool ?? reading.step) {
    case 'contribute':
      return { text: lineOf(script, reading) };
    case 'summarise':
      return { text: minutes(reading, draw) };
    case 'route_decision':
      return { input: { reason: 'You are weighing three ways to go.', route: 'board' } };
    case 'decomposition':
      return { input: decomposition(script) };
    case 'expert_selection':
      return { input: selection(script) };
    case 'round_judgement':
      return { input: judgement(reading, request, draw) };
    case 'facilitator_decision':
      return { input: facilitation(request) };
    case 'recommendation':
      return { input: recommendation(script, reading) };
    case 'decision_record':
      // Over several records the plain simulator knows what to say.
      return reading.step === 'synthesise' ? { input: record(reading, draw) } : null;
    default:
      return null;
  }
}

export const contributionOf = (script: Script, role: number, round: number): string =>
  (script.lines[role]?.[round - 1] ?? []).map((line) => line.text).join(' ');

function lineOf(script: Script, { persona, round }: Reading): string {
  const role = script.experts.indexOf(persona);
  if (role === -1) throw new Error(`${persona} has no lines in board ${script.tag}.`);
  return contributionOf(script, role, round);
}

const MOST_WORDS = 70;

/** One clause for each expert: position, and the figure that carries it as far as the words go; one in five is lost. */
function minutes({ contributions }: Reading, draw: Draw): string {
  const each = Math.floor(MOST_WORDS / Math.max(1, contributions.length));
  return contributions
    .map(({ name, text }) => {
      const [stance = ''] = text.split(/(?<=[.”])\s/);
      const figure = draw.chance(0.8) ? factsIn(text) : [];
      return `${name}: ${[...figure, stance].join(' ').split(' ').slice(0, each).join(' ')}`;
    })
    .join(' ');
}

const decomposition = ({ tag, complexity }: Script) => ({
  rationale: 'It is one question.',
  sub_problems: [
    {
      goal: `Board case ${tag}: which of the three ways to take?`,
      why: 'All of it belongs together.',
      complexity,
      depends_on: [],
    },
  ],
});

const selection = ({ experts, order }: Script) => ({
  experts: order.map((role) => ({ expert_code: experts[role], reason: 'Sees what the others do not see.' })),
});

/** Weight of a voice in the judge's ear: the last one counts more, and so do some names. */
const weightOf = ({ name }: Spoken, at: number, of: number): number =>
  (at === of - 1 ? 1.25 : 1) * (0.85 + 0.3 * new Draw('ear', name).next());

function judgement({ contributions }: Reading, request: MessagesRequest, draw: Draw) {
  const last = Math.max(...contributions.map(({ round }) => round));
  const heard = contributions.filter(({ round }) => round === last);
  const stances = heard.map((one, at) => ({
    ...one,
    option: signedIn(one.text),
    weight: weightOf(one, at, heard.length),
  }));
  const sum = (some: typeof stances): number => some.reduce((total, one) => total + one.weight, 0);
  const shares = OPTIONS.map((_, option) => sum(stances.filter((one) => one.option === option)) / sum(stances));
  const refusing = sum(stances.filter((one) => refusesIn(one.text))) / sum(stances);
  const apart = 1 - Math.max(...shares);
  const uneven = (): number => (draw.next() - 0.5) * 0.06;
  return {
    stances: Object.fromEntries(keysOf(request, 'stances').map((code) => [code, stanceLine(stances, code)])),
    agreement: clamp(Math.max(...shares) + uneven()),
    conflict: clamp((refusing > 0.5 ? 0.85 : 0.7 * apart) + uneven()),
    aspects: Object.fromEntries(ASPECTS.map((aspect) => [aspect, 'touched'])),
    focus: 'Which of the three ways stands if the figures hold?',
  };
}

const stanceLine = (stances: { expert: string; option: number | null }[], code: string): string =>
  `Would sign: ${OPTIONS[stances.find((one) => one.expert === code)?.option ?? 0]}.`;

const clamp = (value: number): number => Math.round(100 * Math.min(1, Math.max(0, value))) / 100;

/** Never ends a board by itself: the rules have to. */
function facilitation(request: MessagesRequest) {
  const allowed = enumOf(request, 'action');
  const action = allowed.includes('acknowledge_impasse') ? 'acknowledge_impasse' : 'continue';
  return {
    reason: 'The ways still differ in what they rest on.',
    action,
    guidance: 'Say what your way costs and what it rules out.',
    ...(action === 'continue'
      ? {}
      : {
          impasse: {
            path: 'conditional',
            text: 'One side would open, the other extend. The figures of the year decide.',
          },
        }),
  };
}

/** What was said last, or the opposite of it where the others' answers were better. */
function recommendation(script: Script, { contributions, summaries, persona }: Reading) {
  const own = contributions.filter(({ expert }) => expert === persona).at(-1)?.text ?? '';
  const persuaded = script.persuaded.includes(script.experts.indexOf(persona));
  const option = OPTIONS[persuaded ? 0 : (signedIn(own) ?? 0)];
  const facts = factsIn([own, ...summaries].join('\n')).slice(0, 1);
  return {
    recommendation: `I would sign “${option}”.`,
    reasoning:
      `${persuaded ? 'I was answered, and take back what I held.' : 'It carries what I said.'} ${facts.join(' ')}`.trim(),
    confidence: 0.7,
    conditions: [],
    risks: ['Costs rise: read them each month.'],
  };
}

/** Keeps every figure of the prompt's material that fits, and forgets every third dissent. */
function record({ recommendations, contributions, summaries }: Reading, draw: Draw) {
  const votes = recommendations.map((vote) => ({ ...vote, option: signedIn(vote.text) ?? 0 }));
  const count = (option: number): number => votes.filter((vote) => vote.option === option).length;
  const chosen = [0, 1, 2].toSorted((one, other) => count(other) - count(one))[0] ?? 0;
  const facts = factsIn(
    [...contributions, ...recommendations]
      .map(({ text }) => text)
      .concat(summaries)
      .join('\n'),
  );
  const against = votes.filter((vote) => vote.option !== chosen);
  return {
    criteria: ['Cost', 'Time to effect'],
    options: OPTIONS.map((title) => ({
      title,
      summary: `${title}, as argued.`,
      assessments: ['As argued.', 'As argued.'],
    })),
    decision: `${OPTIONS[chosen]}, beginning this month.`,
    chosen_option: OPTIONS[chosen],
    rationale: `Most would sign it. ${facts.join(' ')}`.trim().slice(0, 1_200),
    confidence: 0.7,
    confidence_basis: 'The members’ own confidence.',
    conditions: [],
    reopen_if: ['The yearly costs rise by a fifth.'],
    stands: Object.fromEntries(votes.map((vote) => [vote.expert, vote.option === chosen ? 'supports' : 'differs'])),
    dissent: against
      .filter(() => !draw.chance(1 / 3))
      .map((vote) => ({ expert_code: vote.expert, view: vote.text.slice(0, 200), reason: 'It costs less.' })),
  };
}

interface Schema {
  properties?: Record<string, Schema>;
  enum?: unknown[];
  const?: unknown;
}

const schemaOf = (request: MessagesRequest): Schema => (request.tools?.[0]?.input_schema ?? {}) as Schema;
const keysOf = (request: MessagesRequest, name: string): string[] =>
  Object.keys(schemaOf(request).properties?.[name]?.properties ?? {});
function enumOf(request: MessagesRequest, name: string): string[] {
  const property = schemaOf(request).properties?.[name];
  return [...(property?.enum ?? []), property?.const].filter((value) => typeof value === 'string');
}
