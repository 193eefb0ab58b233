import { sentencesOf } from '../../../prompt/sentences.ts';
import { isPassive, type Option } from '../../../prompt/options.ts';
import { capital } from '../../../prompt/second-person.ts';
import type { Contribution } from '../../../prompt/reading.ts';
import type { Mind } from '../../mind.ts';
import { lastRound, rivalOf, standingOf, type Standing } from '../../stance.ts';
import { bankFor } from '../../text/banks/bank-of.ts';
import { fitting } from '../../text/banks/fitting.ts';
import { isOwnClaim } from '../../text/framing.ts';
import { waitingConditions } from '../../text/waiting.ts';
import type { Bag } from '../meaning-strategy.ts';
import { assess, chosenCriteria } from './assessments.ts';
import { directAnswer } from './direct.ts';

/** The decision record: what the recommendations come to, and who saw it differently. */
export function record(mind: Mind): Bag {
  const { reading, problem } = mind;
  const voices = reading.recommendations.length > 0 ? reading.recommendations : lastRound(mind);
  if (voices.length === 0 && reading.step === 'direct') return directAnswer(mind);
  const standing = standingOf(mind, voices);
  const chosen = problem.options[standing.leading] as Option;
  const rival = problem.options[rivalOf(mind, standing.leading)] as Option;
  const conditions = conditionsOf(mind, standing);
  const criteria = chosenCriteria(mind);
  return {
    title: problem.title,
    question: problem.title,
    criteria: criteria.map(({ title }) => title),
    options: problem.options.map((option, index) => ({
      title: titleOf(option),
      summary: summaryOf(mind, option, index === standing.leading),
      assessments: criteria.map((criterion) => assess(mind, criterion, option, index)),
      pros: [assess(mind, criteria[0], option, index)],
      cons: [assess(mind, criteria.at(-1), option, index)],
      trade_offs: criteria.map((criterion) => `${criterion.title}: ${assess(mind, criterion, option, index)}`),
      index,
    })),
    decision:
      `${capital(chosen.do)}${conditions[0] === undefined ? '' : `, on the condition that ${lower(conditions[0])}`}.`.replace(
        /\.\.$/,
        '.',
      ),
    chosen_option: titleOf(chosen),
    chosen: titleOf(chosen),
    rationale: rationaleOf(mind, standing, chosen, rival),
    confidence: Math.round((0.5 + 0.35 * standing.share - problem.complexity * 0.01) * 100) / 100,
    confidence_basis: basisOf(mind, standing),
    conditions,
    reopen_if: reopeners(mind, chosen),
    stands: Object.fromEntries(
      standing.byExpert.map(({ said, option }) => [said.expert, standOf(option === standing.leading, said)]),
    ),
    dissent: standing.byExpert
      .filter(({ option }) => option !== standing.leading)
      .map(({ said, option }) => dissentOf(mind, said, problem.options[option] as Option, chosen)),
    risks: riskLines(standing),
    summary: `The board recommends ${chosen.ing}.`,
  };
}

/** Where a sentence says what its speaker is for. */
const POSITION =
  /\b(?:lean|favour|prefer|my (?:answer|choice|vote|position|view|reading|reservations)|objection|against it)\b/i;

const titleOf = (option: Option): string => capital(option.do);
const lower = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1).replace(/\.$/, '');

function standOf(supports: boolean, said: Contribution): string {
  if (!supports) return 'differs';
  return /Condition:|provided that/i.test(said.text) ? 'supports_with_conditions' : 'supports';
}

function summaryOf(mind: Mind, option: Option, chosen: boolean): string {
  const first = mind.problem.constraints[0];
  const limit = first === undefined ? '' : ` It has to hold although ${first}.`;
  if (isPassive(option))
    return `Everything stays as it is, and the question is looked at again in three months.${limit}`;
  return chosen
    ? `You ${option.do}, beginning with a first step that can be undone, and review it after three months.${limit}`
    : `You ${option.do} as described, with the same review after three months.${limit}`;
}

/** Conditions the voices named, each once, the majority's first. */
function conditionsOf(mind: Mind, standing: Standing): string[] {
  const voices = standing.byExpert.filter(({ option }) => option === standing.leading);
  const named = voices.flatMap(({ said }) => {
    const listed = [...said.text.matchAll(/^Condition:\s*(.+)$/gm)].map(([, text = '']) => text);
    return listed.length > 0 ? listed.slice(0, 1) : [/provided that ([^.]+)\./.exec(said.text)?.[1]];
  });
  const all = named.filter((text): text is string => text !== undefined && text !== '');
  const fallback = isPassive(mind.problem.options[standing.leading] as Option)
    ? waitingConditions(mind)
    : [
        'the first step has a ceiling that is set today',
        `${mind.problem.kind.signal} is read on the same day each month`,
      ];
  const distinct = [...new Set([...all, ...fallback].map((text) => `${capital(text).replace(/\.$/, '')}.`))];
  return distinct.slice(0, Math.max(2, Math.min(3, named.length)));
}

function rationaleOf(mind: Mind, standing: Standing, chosen: Option, rival: Option): string {
  const said = standing.byExpert.filter(({ option }) => option === standing.leading).map((item) => item.said);
  const quoted = said
    .flatMap((item) => {
      const reason = sentencesOf(item.text).find(
        (sentence) => isOwnClaim(sentence) && !/^(?:Condition|Risk)\b/.test(sentence) && !POSITION.test(sentence),
      );
      return reason === undefined ? [] : [{ name: item.name, reason }];
    })
    .filter(({ reason }, at, all) => all.findIndex((other) => other.reason === reason) === at)
    .slice(0, 2)
    .map(({ name, reason }, at) =>
      at === 0 ? `${name} carried the argument with this: “${reason}”` : `${name} added: “${reason}”`,
    );
  const money = mind.problem.figures.find(({ kind }) => kind === 'money')?.phrase;
  const figure = money === undefined ? '' : ` With ${money} in view, the board preferred a step whose cost is known.`;
  const ground = isPassive(chosen)
    ? 'because nothing forces the choice today, and because the question keeps a date on which it is put again'
    : 'because its first step can be kept small, and because it is the option the board could describe in terms of who does what by when';
  const open = `${capital(chosen.ing)} was preferred to ${rival.ing} ${ground}.${isPassive(chosen) ? '' : figure}`;
  const against = `The case for ${rival.ing} was outweighed and not refuted. The conditions take account of it, and the review after three months can take it up again.`;
  return [open, quoted.filter(Boolean).join(' '), against].filter(Boolean).join('\n\n');
}

function basisOf(mind: Mind, standing: Standing): string {
  const count = standing.byExpert.filter(({ option }) => option === standing.leading).length;
  const heads =
    standing.byExpert.length > 0
      ? `${count} of ${standing.byExpert.length} recommend it`
      : 'It follows from what you described';
  return `${heads}; it rests on an assumption about ${mind.problem.kind.signal} that nobody has checked. Three weeks of measuring it would raise the confidence most cheaply.`;
}

function dissentOf(mind: Mind, said: Contribution, own: Option, chosen: Option): Bag {
  const sentences = sentencesOf(said.text).filter((sentence) => !/^(?:Condition|Risk):/.test(sentence));
  const [view = '', ...rest] = sentences;
  const reason = rest.find((sentence) => sentence.split(/\s+/).length >= 8 && !sentence.endsWith('?')) ?? view;
  const bank = fitting(bankFor({ code: said.expert, archetype: '' }), mind.problem.kind);
  const watch = bank.watch.replace('{craft}', 'experience');
  return {
    expert: said.expert,
    name: said.name,
    view: view === '' ? `${said.name} would ${own.do}.` : view,
    reason: reason === '' ? `${capital(chosen.ing)} leaves out ${watch}.` : reason,
    text: view,
    option: titleOf(own),
    conditions: [],
  };
}

function reopeners(mind: Mind, chosen: Option): string[] {
  const { kind, figures, constraints } = mind.problem;
  const percent = figures.find((figure) => figure.kind === 'percent');
  const money = figures.find((figure) => figure.kind === 'money');
  return [
    `For two months running, ${kind.signal} moves the wrong way.`,
    percent
      ? `The present ${percent.phrase} changes by more than a fifth.`
      : 'The first review finds fewer than half of the success criteria met.',
    money
      ? `The cost of ${chosen.short} passes a tenth of ${money.phrase} without a counted result.`
      : 'The cost passes the ceiling set for the first step.',
    constraints[0]
      ? `It is no longer true that ${constraints[0]}.`
      : `An offer appears that makes ${chosen.short} unnecessary.`,
  ].slice(0, 3);
}

const riskLines = (standing: Standing): string[] =>
  standing.byExpert
    .flatMap(({ said }) => [...said.text.matchAll(/^Risk:\s*(.+)$/gm)].map(([, text = '']) => text))
    .slice(0, 3);
