import type { DecisionRecord } from '@bo1/contracts/meeting/schema';
import { cut, firstSentence, sameness } from '../length.ts';
import type { DirectAnswer, RecordAnswer } from '../tools/decision-record.ts';
import { share, tidy, tidyList, tidyListOr } from './texts.ts';

type Dissent = DecisionRecord['dissent'][number];
type Option = DecisionRecord['options'][number];

/** What an expert holds in their own words: kept as dissent where the record passes over it. */
export interface OwnView {
  expert_code: string;
  name: string;
  view: string;
  reason: string;
}

const NOT_ASSESSED = 'Not assessed';
const REOPEN = 'A fact on which this decision rests turns out to be wrong.';

/** The record over a board's recommendations: `views` are those of everyone who has one, in the board's order. */
export function repairRecord(
  answer: RecordAnswer,
  facts: { question: string; views: readonly OwnView[]; must_keep?: readonly Dissent[] },
): DecisionRecord {
  const criteria = tidyListOr(answer.criteria, 60, 5, 'Overall');
  const options = optionsOf(answer.options, criteria.length);
  return {
    ...outcomeOf(answer, facts.question, options),
    criteria,
    options,
    dissent: dissentOf(answer, facts.views, facts.must_keep ?? []),
  };
}

/** The record of a question that one expert answered. */
export function repairDirect(answer: DirectAnswer, facts: { question: string }): DecisionRecord {
  const options = optionsOf(
    answer.options.map((option) => ({ ...option, assessments: [] })),
    0,
  );
  return { ...outcomeOf(answer, facts.question, options), criteria: [], options, dissent: [] };
}

function outcomeOf(answer: DirectAnswer, question: string, options: readonly Option[]) {
  const decision = tidy(answer.decision, 320, options[0]?.title ?? 'No decision was put into words.');
  return {
    question,
    decision,
    chosen_option: chosenOf(answer.chosen_option, decision, options),
    rationale: tidy(answer.rationale, 1_400, 'No reasons were given.'),
    confidence: share(answer.confidence),
    confidence_basis: tidy(answer.confidence_basis, 320, 'Not stated.'),
    conditions: tidyList(answer.conditions, 220, 6),
    reopen_if: tidyListOr(answer.reopen_if, 220, 5, REOPEN),
  };
}

/** Options with different titles, each with one assessment a criterion. */
function optionsOf(given: RecordAnswer['options'], criteria: number): Option[] {
  const seen = new Set<string>();
  const kept: Option[] = [];
  given.forEach((option, index) => {
    const title = tidy(option.title, 80, `Option ${index + 1}`);
    if (seen.has(sameness(title))) return;
    seen.add(sameness(title));
    kept.push({
      title,
      summary: tidy(option.summary, 240, title),
      assessments: assessmentsOf(option.assessments, criteria),
    });
  });
  return kept;
}

const assessmentsOf = (given: readonly string[], criteria: number): string[] =>
  Array.from({ length: criteria }, (_, index) => tidy(given[index] ?? '', 140, NOT_ASSESSED));

/** The title that was meant: the same words, else the one that holds or is held by it, else the nearest to the decision. */
function chosenOf(given: string, decision: string, options: readonly Option[]): string {
  const wanted = sameness(given);
  const titles = options.map((option) => option.title);
  const same = titles.find((title) => sameness(title) === wanted);
  const held = titles.find(
    (title) =>
      wanted !== '' && sameness(title) !== '' && (sameness(title).includes(wanted) || wanted.includes(sameness(title))),
  );
  const words = new Set(sameness(`${given} ${decision}`).split(' '));
  const nearness = (title: string) =>
    sameness(title)
      .split(' ')
      .filter((word) => words.has(word)).length;
  const nearest = titles.toSorted((a, b) => nearness(b) - nearness(a))[0];
  return same ?? held ?? nearest ?? tidy(given, 80, decision);
}

/**
 * The minority view, never lost: what the record says of it; the own words of everyone who differs and of whom it says
 * nothing; and dissent of earlier records that has to stay.
 */
function dissentOf(answer: RecordAnswer, views: readonly OwnView[], mustKeep: readonly Dissent[]): Dissent[] {
  const kept = new Map<string, Dissent>();
  for (const { expert_code, view, reason } of answer.dissent) {
    const own = views.find((one) => one.expert_code === expert_code);
    const text = tidy(view, 320, '');
    if (!own || kept.has(expert_code) || text === '') continue;
    kept.set(expert_code, { expert_code, name: own.name, view: text, reason: tidy(reason, 400, own.reason) });
  }
  for (const own of views) {
    if (answer.stands[own.expert_code] === 'differs' && !kept.has(own.expert_code))
      kept.set(own.expert_code, { ...own });
  }
  for (const earlier of mustKeep) if (!kept.has(earlier.expert_code)) kept.set(earlier.expert_code, earlier);
  return [...kept.values()];
}

/** An expert's recommendation as a view of their own. */
export const ownView = (vote: {
  expert_code: string;
  name: string;
  recommendation: string;
  reasoning: string;
}): OwnView => ({
  expert_code: vote.expert_code,
  name: vote.name,
  view: cut(vote.recommendation, 320),
  reason: cut(vote.reasoning, 400) || firstSentence(vote.recommendation, 400),
});
