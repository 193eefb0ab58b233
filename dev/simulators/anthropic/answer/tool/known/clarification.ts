import { Random } from '../../../random.ts';
import type { Mind } from '../../mind.ts';
import type { Bag } from '../meaning-strategy.ts';
import { GENERAL_GAPS, KIND_GAPS, type Gap } from './gaps.ts';

/** Questions about what the person has not said, most important first; fewer the more they have told. */
export function clarification(mind: Mind): Bag {
  const { problem, reading, scenario } = mind;
  const told = `${problem.text}\n${reading.context}\n${reading.answers.map(({ question, answer }) => `${question} ${answer}`).join('\n')}`;
  const open = [...(KIND_GAPS[problem.kind.id] ?? []), ...GENERAL_GAPS].filter((gap) => !gap.told.test(told));
  const fresh = open.filter((gap) => !reading.answers.some(({ question }) => question === gap.question));
  const wanted = scenario?.questions ?? wantedCount(mind, fresh);
  const count = Math.min(wanted, fresh.length);
  const [first, ...rest] = fresh;
  const order = first === undefined ? [] : [first, ...new Random(mind.seed, problem.text, 'gaps').shuffle(rest)];
  return { questions: order.slice(0, count).map((gap, index) => asQuestion(mind, gap, index)) };
}

function wantedCount(mind: Mind, open: readonly Gap[]): number {
  const { problem, reading } = mind;
  if (problem.routine || reading.answers.length > 0) return 0;
  const words = problem.text.split(/\s+/).length;
  const facts = problem.figures.length + problem.constraints.length + Math.floor(words / 60);
  if (facts >= 9) return Math.min(1, open.length);
  return facts >= 4 ? 2 : 3;
}

function asQuestion(mind: Mind, gap: Gap, index: number): Bag {
  const { problem } = mind;
  const [one, two] = problem.options;
  const fill = (text: string): string =>
    text
      .replaceAll('{topic}', problem.kind.topic)
      .replaceAll('{one}', one?.short ?? 'going ahead')
      .replaceAll('{two}', two?.short ?? 'waiting')
      .replaceAll('{signal}', problem.kind.signal);
  return { index: `q${index + 1}`, question: fill(gap.question), reason: fill(gap.reason) };
}
