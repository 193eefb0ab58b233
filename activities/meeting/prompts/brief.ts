import type { Brief, Expert, SubProblemBrief } from '../material.ts';
import { cut } from '../length.ts';
import { fence, fenceAround, joined } from './fences.ts';

/** Longest shares of context and answers in a prompt, in UTF-16 units: they bound what a call can cost. */
export const CONTEXT_LIMIT = 4_000;
export const ANSWERS_LIMIT = 8_000;

/** Each text cut to its share of `limit`: short ones are whole, and what they leave goes to the long ones. */
export function sharedOut(texts: readonly string[], limit: number): string[] {
  const order = texts.map((text, index) => ({ index, length: text.length })).sort((a, b) => a.length - b.length);
  const result = [...texts];
  let left = limit;
  order.forEach(({ index, length }, position) => {
    const share = Math.floor(left / (order.length - position));
    if (length > share) result[index] = cut(texts[index] ?? '', Math.max(share, 40));
    left = Math.max(0, left - (result[index]?.length ?? 0));
  });
  return result;
}

/** Problem, context and answers: the same bytes in every prompt of a meeting once the answers are in. */
export function briefText(brief: Brief): string {
  const flagged = brief.flagged.length > 0 ? brief.flagged.join(' ') : undefined;
  return joined(
    fence('problem', { asked_on: brief.asked_on, flagged }, brief.problem),
    contextText(brief),
    answersText(brief),
  );
}

function contextText(brief: Brief): string {
  const texts = sharedOut(
    brief.context.map((item) => item.text),
    CONTEXT_LIMIT,
  );
  return fenceAround(
    'context',
    {},
    brief.context.map((item, index) => fence('item', { kind: item.kind, label: item.label }, texts[index] ?? '')),
  );
}

function answersText(brief: Brief): string {
  const texts = sharedOut(
    brief.answers.map((given) => given.answer ?? ''),
    ANSWERS_LIMIT,
  );
  return fenceAround(
    'answers',
    {},
    brief.answers.map((given, index) =>
      given.answer === null
        ? fence('answer', { question: given.question, left_open: 'true' }, 'The person chose not to answer this.')
        : fence('answer', { question: given.question }, texts[index] ?? ''),
    ),
  );
}

/** The question under deliberation, and what was decided before it on which it rests. */
export function subProblemText(sub: SubProblemBrief): string {
  const settled = sub.settled.map((earlier) =>
    fence(
      'settled',
      { sub_problem: earlier.index, goal: earlier.goal },
      [`Decided: ${earlier.decision}`, ...earlier.conditions.map((condition) => `On condition: ${condition}`)].join(
        '\n',
      ),
    ),
  );
  return joined(
    fence('sub_problem', { index: sub.index, goal: sub.goal }, sub.rationale || sub.goal),
    fenceAround('settled_before', {}, settled),
  );
}

/** Who speaks: from the catalogue as copied when the expert was chosen. */
export function personaText(expert: Expert): string {
  return fence(
    'persona',
    { code: expert.code, name: expert.name, archetype: expert.archetype },
    [
      expert.system_prompt,
      `Knows: ${expert.expertise.join(', ')}.`,
      expert.traits.length > 0 ? `Character: ${expert.traits.join(', ')}.` : '',
      expert.style ? `Way of speaking: ${expert.style}` : '',
    ]
      .filter(Boolean)
      .join('\n'),
  );
}

/** Who sits on the board, one a line. */
export const boardText = (experts: readonly Expert[]): string =>
  fence('board', {}, experts.map((expert) => `${expert.name} (${expert.code}): ${expert.archetype}`).join('\n'));
