import { constraintsOf, figuresOf, type Figure } from './facts.ts';
import { kindOfProblem, type ProblemKind } from './kinds.ts';
import { isEnglish } from './language.ts';
import { asOption, either, isPassive, optionsOf, shortForm, type Option } from './options.ts';
import { capital, secondPerson } from './second-person.ts';
import { sentencesOf } from './sentences.ts';

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
  const told = plainContext(context);
  const figures = [...figuresOf(text), ...figuresOf(told), ...figuresOf(answers)]
    .filter((figure, at, all) => all.findIndex(({ phrase }) => phrase === figure.phrase) === at)
    .filter((figure) => !inOptions(figure.phrase))
    .slice(0, 8);
  const constraints = [...constraintsOf(text), ...constraintsOf(told, false)].slice(0, 4);
  const options = named.length >= 2 ? named : [...named, ...fallbackOptions(text, kind, named[0])];
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

/** Lines of a profile without their labels, and nothing of the fences around them. */
const plainContext = (context: string): string =>
  context
    .replace(/<\/?[a-z_]+(?:\s[^<>]*)?>/g, '\n')
    .replace(/^\s*[A-Za-z][A-Za-z _-]{1,24}:\s+/gm, '')
    .replace(/\n{2,}/g, '\n')
    .trim();

/** What can be begun small and given up again. */
const TRIABLE =
  /^(?:open|launch|raise|lower|offer|add|use|switch|change|introduce|outsource|automate|start|stay open|go (?!back|with)|charge|expand|extend|sell (?:to|online|through)|try|adopt (?!a\b)|run|let .+ work|advertise|partner|export)\b/;

/** The other ways, where the person named one or none. */
function fallbackOptions(text: string, kind: ProblemKind, only: Option | undefined): Option[] {
  if (only !== undefined) {
    const rest = TRIABLE.test(only.do) ? 'try it on a small scale first' : 'talk it over and decide in three months';
    return (
      isPassive(only) ? ['go ahead now', 'try it on a small scale first'] : ['keep things as they are', rest]
    ).map(asOption);
  }
  if (/\b(?:how much|what (?:price|fee|rent|salary|rate))\b/i.test(text))
    return ['start low and go up later', 'start high and come down if you must', 'test two figures side by side'].map(
      asOption,
    );
  const matter = /\bwhat (?:should|can|shall|do|could) (?:we|I) do (?:about|with) ((?:[\w’'-]+\s?){1,6})/i
    .exec(text)?.[1]
    ?.trim();
  const begin =
    matter !== undefined
      ? `deal with ${matter} now`
      : kind.id === 'general'
        ? 'go ahead now'
        : `go ahead with ${kind.topic} now`;
  return [begin, 'hold off for now', 'try it on a small scale first'].map(asOption);
}

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

const LONGEST_TITLE = 100;

function titleOf(text: string, kind: ProblemKind, named: readonly Option[]): string {
  const sentences = sentencesOf(text);
  const question = (sentences.find((sentence) => sentence.endsWith('?')) ?? sentences[0] ?? '').replace(
    /\s*[.?!]+$/,
    '',
  );
  if (!isEnglish(text)) return cut(question.replace(/^[¿¡]/, ''));
  const whole = either(named.map(({ name }) => name));
  if (named.length > 1 && whole.length <= LONGEST_TITLE) return capital(whole);
  const short = [...new Set(named.map(({ name }) => shortForm(name)))];
  const brief = either(short);
  if (named.length > 1 && short.length === named.length && brief.length <= LONGEST_TITLE) return capital(brief);
  const [one] = named;
  if (named.length === 1 && one && one.do.length <= 70) return `Whether to ${one.do}`;
  const asked = secondPerson(question);
  if (asked.length > 3 && asked.length <= LONGEST_TITLE && named.length !== 1) return capital(asked);
  const clause = asked.split(/[,;:]\s/)[0] ?? '';
  return clause.split(' ').length >= 4 && clause.length <= LONGEST_TITLE ? capital(clause) : capital(kind.topic);
}

const cut = (text: string): string => {
  if (text.length <= LONGEST_TITLE) return capital(text);
  return `${capital(text.slice(0, text.lastIndexOf(' ', LONGEST_TITLE)))} …`;
};
