import type { SessionEvent } from '../events/schema.ts';
import type { Choice, DecisionRecord, Missing, SessionDetail, TrackedAction } from '../meeting/schema.ts';
import { ambiguous, pageAddress } from './sources.ts';
import { ACTION_STATUS_WORDS, OUTCOME_WORDS } from './values.ts';

/** A line with words before it that stand out. */
export interface Line {
  lead?: string;
  text: string;
  /** Address of the page that the text names; http or https. */
  href?: string;
}

export type Block =
  /** Text of people or models; empty lines part its paragraphs. */
  | { kind: 'prose'; text: string; quoted?: boolean }
  | { kind: 'line'; line: Line }
  /** Short facts of one thing, side by side. */
  | { kind: 'facts'; facts: string[] }
  | { kind: 'list'; label?: string; ordered?: boolean; items: Line[] }
  | { kind: 'options'; columns: { title: string; mark: string | null }[]; rows: { title: string; cells: string[] }[] };

export interface Section {
  title: string;
  level: 2 | 3;
  blocks: Block[];
}

/** A decision record as something to be printed: what Markdown and PDF say, in the same words and order. */
export interface RecordDocument {
  question: string;
  decision: string;
  /** Day of the end, in words and UTC. */
  date: string | null;
  simulated: boolean;
  sections: Section[];
}

type Decided = SessionDetail & { record: DecisionRecord };

/** The document of a finished record; `events` tell how the board got there. Sections without content are left out. */
export function recordDocument(session: Decided, events: SessionEvent[]): RecordDocument {
  const { record, parts, choice, actions } = session;
  const sections: Section[] = [
    section('Confidence', [{ kind: 'line', line: confidence(record) }]),
    section('What is missing', session.missing ? lacking(session.missing, parts.length > 1) : []),
    section('What was chosen', choice ? chosen(choice) : []),
    section('The question as asked', [{ kind: 'prose', text: session.problem_statement, quoted: true }]),
    section('Options', options(record, choice)),
    section('Why', [{ kind: 'prose', text: record.rationale }]),
    section('Who disagreed, and why', dissent(record)),
    section('Conditions', list(record.conditions)),
    section('Reopen this decision if', list(record.reopen_if)),
    ...parts.flatMap(({ goal, record: part, without }, at) =>
      partSections(`Part ${at + 1}: ${goal}`, part, without ?? []),
    ),
    ...actionSections(actions),
    section('Sources', sourceList(session)),
    section('How the board got there', list(path(session, events))),
    section('Audit trail', audit(events)),
  ];
  return {
    question: record.question,
    decision: record.decision,
    date: session.ended_at && day(session.ended_at),
    simulated: session.simulated,
    sections: sections.filter(({ title, blocks }) => blocks.length > 0 || title === 'Actions'),
  };
}

const section = (title: string, blocks: Block[], level: Section['level'] = 2): Section => ({ title, level, blocks });
const list = (items: string[], label?: string, ordered = false): Block[] =>
  items.length === 0
    ? []
    : [{ kind: 'list', ...(label && { label }), ordered, items: items.map((text) => ({ text })) }];
const percent = (share: number): string => `${Math.round(share * 100)} %`;

/** A moment or civil date as a day in words, "22 Nov 2026"; moments by their day in UTC. */
export const day = (at: string): string =>
  new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' }).format(
    new Date(at.slice(0, 10)),
  );

const confidence = (record: DecisionRecord): Line => ({
  lead: `${percent(record.confidence)}.`,
  text: record.confidence_basis,
});

/** Parts that could not be decided, and actions that were not planned; their parts are named where there are several. */
function lacking({ undecided, actions }: Missing, several: boolean): Block[] {
  return [
    ...list(undecided, 'Part of the question could not be decided'),
    ...(actions ? [{ kind: 'line' as const, line: { text: actions.message } }] : []),
    ...(actions && several ? list(actions.of, 'Without actions') : []),
  ];
}

/** The person's own choice, and how it turned out. */
function chosen({ option, own_words, note, recorded_at, outcome }: Choice): Block[] {
  const said: Block[] = [
    { kind: 'line', line: { lead: option === null ? 'In own words:' : 'Option:', text: option ?? own_words ?? '' } },
    { kind: 'facts', facts: [`Chosen on ${day(recorded_at)}`] },
    ...prose(note),
  ];
  if (!outcome) return said;
  const result = { lead: 'Outcome:', text: `${OUTCOME_WORDS[outcome.result]}, known on ${day(outcome.known_on)}.` };
  return [...said, { kind: 'line', line: result }, ...prose(outcome.note)];
}

const prose = (text: string): Block[] => (text.trim() === '' ? [] : [{ kind: 'prose', text }]);

/** Options side by side, trade-offs as rows. */
function options({ options: all, criteria, chosen_option }: DecisionRecord, choice: Choice | null): Block[] {
  if (all.length === 0) return [];
  const mark = (title: string): string | null => {
    const marks = [title === chosen_option && 'the board’s choice', title === choice?.option && 'chosen'];
    return marks.filter(Boolean).join(', ') || null;
  };
  return [
    {
      kind: 'options',
      columns: all.map(({ title }) => ({ title, mark: mark(title) })),
      rows: [
        { title: 'In short', cells: all.map(({ summary }) => summary) },
        ...criteria.map((title, row) => ({ title, cells: all.map(({ assessments }) => assessments[row] ?? '') })),
      ],
    },
  ];
}

function dissent({ dissent: views }: DecisionRecord): Block[] {
  if (views.length === 0) return [{ kind: 'prose', text: 'Nobody held another view to the end.' }];
  const items = views.map(({ name, view, reason }) => ({ lead: `${name}:`, text: `${view} Because: ${reason}` }));
  return [{ kind: 'list', items }];
}

const WITHOUT = 'Decided without what this came to, although it builds on it';

/** A sub-problem's own record, in brief: what was decided, between what, and what stands against it. */
function partSections(title: string, record: DecisionRecord, without: string[]): Section[] {
  const views = record.dissent.length === 0 ? [] : dissent(record);
  return [
    section(title, [
      { kind: 'line', line: { lead: 'Decision:', text: record.decision } },
      {
        kind: 'line',
        line: { lead: 'Confidence:', text: `${percent(record.confidence)}. ${record.confidence_basis}` },
      },
      ...list(without, WITHOUT),
      ...options(record, null),
      { kind: 'prose', text: record.rationale },
      ...views.map((block) => (block.kind === 'list' ? { ...block, label: 'Who disagreed, and why' } : block)),
      ...list(record.conditions, 'Conditions'),
      ...list(record.reopen_if, 'Reopen it if'),
    ]),
  ];
}

const watched = (trigger: string): Block => ({
  kind: 'line',
  line: { lead: 'Would reopen the decision:', text: trigger },
});

function actionSections(actions: TrackedAction[]): Section[] {
  if (actions.length === 0) return [];
  const titleOf = new Map(actions.map(({ id, title }) => [id, title]));
  return [
    section('Actions', []),
    ...actions.map((one) => {
      const after = one.depends_on.flatMap((id) => titleOf.get(id) ?? []);
      const facts = [
        ACTION_STATUS_WORDS[one.status],
        `priority: ${one.priority}`,
        `due ${day(one.due_date)}`,
        ...(one.owner === null ? [] : [`owner: ${one.owner}`]),
        ...(one.sub_problem_index === null ? ['added to the board’s plan'] : []),
        ...(after.length > 0 ? [`after: ${after.join(', ')}`] : []),
      ];
      return section(
        one.title,
        [
          { kind: 'facts', facts },
          ...(one.reminder_of === null ? [] : [watched(one.reminder_of)]),
          ...list(one.steps, undefined, true),
          ...list(one.success_criteria, 'It worked if'),
          ...list(one.kill_criteria, 'Stop it if'),
        ],
        3,
      );
    }),
  ];
}

/** What `[S2]` in the texts stands for. */
function sourceList({ sources }: Decided): Block[] {
  if (sources.length === 0) return [];
  const items = sources.map((source): Line => {
    const { id, sub_problem_index, title, url } = source;
    const href = pageAddress(url);
    const lead = ambiguous(sources, source) ? `${id} of part ${sub_problem_index + 1}:` : `${id}:`;
    return { lead, text: title.trim() || url, ...(href !== null && { href }) };
  });
  return [{ kind: 'list', items }];
}

/** Where each contribution and record comes from: the model that wrote it, and the hash of all it was shown. */
function audit(events: SessionEvent[]): Block[] {
  const named = events.flatMap((event) => (event.type === 'expert_selected' ? [event.data] : []));
  const name = new Map(named.map(({ expert_code, name: called }) => [expert_code, called]));
  const several = named.some(({ sub_problem_index }) => sub_problem_index > 0);
  const items = events.flatMap((event) => {
    if (event.type === 'sub_problem_complete')
      return origin(several ? `Part ${event.data.sub_problem_index + 1}, record` : 'Record', event.data);
    if (event.type === 'synthesis_complete') return origin(several ? 'Record of the whole' : 'Record', event.data);
    if (event.type !== 'contribution') return [];
    const { sub_problem_index: index, round, expert_code } = event.data;
    const place = several ? `Part ${index + 1}, round ${round}` : `Round ${round}`;
    return origin(`${place}, ${name.get(expert_code) ?? expert_code}`, event.data);
  });
  return list(items, 'What was written, the model that wrote it, and the first digits of the SHA-256 of its prompt');
}

/** Nothing where an earlier build did not say. */
const origin = (what: string, { model, prompt_hash }: { model?: string; prompt_hash?: string }): string[] =>
  model && prompt_hash ? [`${what}: ${model}, prompt ${prompt_hash.slice(0, 16)}`] : [];

/** Experts, rounds and the reason each set of rounds ended, from the log. */
function path(session: Decided, events: SessionEvent[]): string[] {
  const seats = events.flatMap((event) => (event.type === 'expert_selected' ? [event.data] : []));
  const experts = [...new Map(seats.map((seat) => [seat.expert_code, `${seat.name} (${seat.archetype})`])).values()];
  const ends = events.flatMap((event) =>
    event.type === 'facilitator_decision' && event.data.action === 'vote' ? [event.data.reason] : [],
  );
  return [
    `Held on ${day(session.started_at ?? session.created_at)}.`,
    ...(experts.length > 0 ? [`Experts: ${experts.join(', ')}.`] : []),
    ...(session.round_count > 0
      ? [`Rounds: ${session.round_count}, contributions: ${session.contribution_count}.`]
      : ['Answered by one expert: the question did not need a board.']),
    ...ends,
  ];
}
