import { constraintsOf, figuresOf, sentencesOf, type Figure } from './facts.ts';
import { kindOfProblem, type ProblemKind } from './kinds.ts';
import { asOption, optionsOf, type Option } from './options.ts';
import { capital, secondPerson } from './second-person.ts';

/** What a problem statement says, read once for all answers about it. */
export interface Problem {
  text: string;
  kind: ProblemKind;
  /** At least two; when the person named one or none, the obvious others are added. */
  options: Option[];
  /** Whether the person named two or more themselves. */
  hasChoice: boolean;
  figures: Figure[];
  constraints: string[];
  /** A title of a few words. */
  title: string;
  /** 1–10, by how much there is to weigh. */
  complexity: number;
  /** A short question of fact that needs no board. */
  routine: boolean;
}

const FACT_QUESTION =
  /^(?:what(?:['’]s| is| are| does| do)\b|how (?:do|does|can|much|many|long|to)\b|which (?:format|file|version|day|form|date|size|unit|font|standard|abbreviation|country code)\b|when (?:is|are|does|do)\b|where (?:do|can|is|are)\b|who (?:is|are)\b|is there\b|can you (?:explain|tell|define)|define\b|explain\b|convert\b|translate\b|summari[sz]e\b)/i;
const FORMAT_QUESTION = /^which (?:format|file|version|day|form|date|size|unit|font|standard|abbreviation)\b/i;
const TRADE_OFF =
  /\b(?:should|whether|decide|decision|choose|option|trade-?off|versus|vs\.?|instead of|better to|worth|strategy|risk|invest|hire|fire|either|recommend|priorit)/i;

/** @param context more about the person; @param answers what they answered: figures count, limits are too easily misread */
export function readProblem(
  text: string,
  context: string,
  answers: string,
  scripted: readonly string[] | undefined,
): Problem {
  const named = scripted?.map(asOption) ?? optionsOf(text);
  const kind = kindOfProblem(text);
  const inOptions = (phrase: string): boolean => named.some((option) => option.name.includes(phrase));
  const figures = figuresOf(`${text}\n${context}\n${answers}`).filter((figure) => !inOptions(figure.phrase));
  const constraints = constraintsOf(`${text}\n${context}`);
  const options = named.length >= 2 ? named : [...named, ...fallbackOptions(named.length === 1)];
  return {
    text,
    kind,
    options,
    hasChoice: named.length >= 2,
    figures,
    constraints,
    title: titleOf(text, kind, named),
    complexity: complexityOf(text, named.length, figures.length, constraints.length),
    routine: isRoutine(text),
  };
}

const fallbackOptions = (oneNamed: boolean): Option[] =>
  (oneNamed
    ? ['keep things as they are', 'try it on a small scale first']
    : ['go ahead now', 'hold off for now', 'try it on a small scale first']
  ).map(asOption);

function isRoutine(text: string): boolean {
  const words = text.trim().split(/\s+/).length;
  const sentences = sentencesOf(text);
  const question = sentences.at(-1) ?? '';
  if (words <= 25 && sentences.length === 1 && FORMAT_QUESTION.test(question)) return true;
  return words <= 40 && !TRADE_OFF.test(text) && (FACT_QUESTION.test(question) || FACT_QUESTION.test(text.trim()));
}

function complexityOf(text: string, options: number, figures: number, constraints: number): number {
  const words = text.split(/\s+/).length;
  const score =
    2 +
    Math.min(3, words / 60) +
    Math.min(2, options * 0.6) +
    Math.min(2, figures * 0.35) +
    Math.min(1.5, constraints * 0.6);
  return Math.max(1, Math.min(10, Math.round(score)));
}

function titleOf(text: string, kind: ProblemKind, named: readonly Option[]): string {
  const [one, two, three] = named;
  const both = one && two ? `${one.name} or ${two.name}` : '';
  if (one && two && three && `${both} or ${three.name}`.length <= 70)
    return capital(`${one.name}, ${two.name} or ${three.name}`);
  if (both !== '' && both.length <= 80) return capital(both);
  if (one && one.do.length <= 70) return `Whether to ${one.do}`;
  const sentences = sentencesOf(text);
  const question = secondPerson(sentences.find((sentence) => sentence.endsWith('?')) ?? sentences[0] ?? '').replace(
    /[.?!]+$/,
    '',
  );
  return question.length > 3 && question.length <= 80 ? capital(question) : capital(kind.topic);
}
