import type { Action, DecisionRecord, SessionDetail } from '@bo1/contracts/meeting/schema';
import type { SessionEvent } from '@bo1/contracts/events/schema';

type Decided = SessionDetail & { record: DecisionRecord };

/** The decision record as a document that prints well. Texts of people and models are kept as text, never as markup. */
export function recordMarkdown(session: Decided, events: SessionEvent[]): string {
  const { record, actions } = session;
  const sections = [
    `# ${inline(record.question)}`,
    `**Decision:** ${inline(record.decision)}`,
    session.simulated ? '> Written by a simulated model, for demonstration.' : '',
    `Confidence: ${percent(record.confidence)}. ${inline(record.confidence_basis)}`,
    section('The question as asked', quoted(session.problem_statement)),
    section('Options', options(record)),
    section('Why', block(record.rationale)),
    section('Who disagreed, and why', dissent(record)),
    section('Conditions', list(record.conditions)),
    section('Reopen this decision if', list(record.reopen_if)),
    section('Actions', actions.map((one) => action(one, actions)).join('\n\n')),
    section('How the board got there', list(path(session, events))),
  ];
  return `${sections.filter((part) => part !== '').join('\n\n')}\n`;
}

/** One line of text in which no character is markup. */
const inline = (text: string): string =>
  text
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/[\\`*_{}[\]<>#|~]/g, '\\$&');

/** Paragraphs stay paragraphs. A line cannot begin a list or a heading by accident. */
const block = (text: string): string =>
  text
    .split(/\n\s*\n/)
    .map((paragraph) =>
      inline(paragraph)
        .replace(/^(\d+)([.)])/, '$1\\$2')
        .replace(/^([-+=])/, '\\$1'),
    )
    .filter((paragraph) => paragraph !== '')
    .join('\n\n');

const quoted = (text: string): string =>
  block(text)
    .split('\n')
    .map((line) => (line === '' ? '>' : `> ${line}`))
    .join('\n');

const section = (title: string, body: string): string => (body === '' ? '' : `## ${title}\n\n${body}`);
const list = (items: string[]): string => items.map((item) => `- ${inline(item)}`).join('\n');
const percent = (share: number): string => `${Math.round(share * 100)} %`;

/** Options side by side, trade-offs as rows. */
function options({ options: all, criteria, chosen_option }: DecisionRecord): string {
  if (all.length === 0) return '';
  const row = (cells: string[]) => `| ${cells.join(' | ')} |`;
  const chosen = (title: string) => (title === chosen_option ? ' (chosen)' : '');
  return [
    row(['', ...all.map(({ title }) => `${inline(title)}${chosen(title)}`)]),
    row(['---', ...all.map(() => '---')]),
    row(['In short', ...all.map(({ summary }) => inline(summary))]),
    ...criteria.map((criterion, index) =>
      row([inline(criterion), ...all.map(({ assessments }) => inline(assessments[index] ?? ''))]),
    ),
  ].join('\n');
}

function dissent({ dissent: views }: DecisionRecord): string {
  if (views.length === 0) return 'Nobody held another view to the end.';
  return views
    .map(({ name, view, reason }) => `- **${inline(name)}:** ${inline(view)} Because: ${inline(reason)}`)
    .join('\n');
}

function action(one: Action, all: Action[]): string {
  const after = all.filter(({ id }) => one.depends_on.includes(id)).map(({ title }) => inline(title));
  const lines = [
    `### ${inline(one.title)}`,
    `Priority: ${one.priority} · due ${one.due_date}${after.length > 0 ? ` · after: ${after.join(', ')}` : ''}`,
    one.steps.map((step, index) => `${index + 1}. ${inline(step)}`).join('\n'),
    labelled('Success', one.success_criteria),
    labelled('Stop it if', one.kill_criteria),
  ];
  return lines.filter((line) => line !== '').join('\n\n');
}

const labelled = (label: string, items: string[]): string => (items.length === 0 ? '' : `${label}:\n\n${list(items)}`);

/** Experts, rounds and the reason each set of rounds ended, from the log. */
function path(session: Decided, events: SessionEvent[]): string[] {
  const seats = events.flatMap((event) => (event.type === 'expert_selected' ? [event.data] : []));
  const experts = [...new Map(seats.map((seat) => [seat.expert_code, `${seat.name} (${seat.archetype})`])).values()];
  const ends = events.flatMap((event) =>
    event.type === 'facilitator_decision' && event.data.action === 'vote' ? [event.data.reason] : [],
  );
  const started = session.started_at?.slice(0, 10) ?? session.created_at.slice(0, 10);
  return [
    `Held on ${started} (UTC), meeting ${session.id}.`,
    ...(experts.length > 0 ? [`Experts: ${experts.join(', ')}.`] : []),
    ...(session.round_count > 0
      ? [`Rounds: ${session.round_count}, contributions: ${session.contribution_count}.`]
      : ['Answered by one expert: the question did not need a board.']),
    ...ends,
  ];
}
