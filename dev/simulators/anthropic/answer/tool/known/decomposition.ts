import { sentencesOf } from '../../../prompt/sentences.ts';
import { asOption, either, optionsOf } from '../../../prompt/options.ts';
import { capital, secondPerson } from '../../../prompt/second-person.ts';
import type { Mind } from '../../mind.ts';
import type { Bag } from '../meaning-strategy.ts';
import { resolve, type Schema } from '../schema.ts';

/** One sub-problem; as many as the person asked separate questions where the schema allows more. */
export function decomposition(mind: Mind, schema: Schema): Bag {
  const most = mostOf(schema);
  const questions = separateQuestions(mind.problem.text).slice(0, most);
  if (questions.length < 2) return single(mind);
  return {
    rationale: `You ask ${questions.length} things that have different options and could be decided on different days, so each gets its own discussion; the later one takes the earlier as given.`,
    sub_problems: questions.map((question, index) => ({
      title: question.replace(/\?$/, ''),
      goal: question,
      reason: `What belongs here is this question alone; how the other is answered is ${index === 0 ? 'left to the next part' : 'taken as given'}.`,
      complexity: Math.max(2, mind.problem.complexity - 1),
      depends_on: index === 0 ? [] : [index - 1],
    })),
    complexity: mind.problem.complexity,
  };
}

function single(mind: Mind): Bag {
  const { problem } = mind;
  const given = problem.constraints[0] ? `, given that ${problem.constraints[0]}` : '';
  const list = either(problem.options.map((option) => option.do));
  const money = problem.figures.find((figure) => figure.kind === 'money')?.phrase;
  const stake = money === undefined ? '' : ` ${capital(money)} is the scale on which it is judged.`;
  return {
    rationale:
      'It is one trade-off: the options exclude each other and rest on the same facts, so cutting it would give answers that do not fit together.',
    sub_problems: [
      {
        title: problem.title,
        goal: `Should you ${list}${given}?`,
        reason: `What it puts at stake, ${problem.kind.stake}, is felt first by ${problem.kind.affected}.${stake} How the choice is carried out is planned afterwards.`,
        complexity: problem.complexity,
        depends_on: [],
      },
    ],
    complexity: problem.complexity,
  };
}

/** Questions with options of their own. */
function separateQuestions(text: string): string[] {
  const questions = sentencesOf(text).filter((sentence) => sentence.endsWith('?') && optionsOf(sentence).length > 0);
  const seen = new Set<string>();
  return questions
    .filter((question) => {
      const key = optionsOf(question)
        .map((option) => asOption(option.name).do)
        .join('|');
      return !seen.has(key) && seen.add(key);
    })
    .map(secondPerson);
}

/** How many items the schema's first list may have. */
function mostOf(schema: Schema): number {
  const lists = Object.values(schema.properties ?? {}).map((property) => resolve(property, schema));
  return lists.find((property) => property.items !== undefined)?.maxItems ?? 1;
}
