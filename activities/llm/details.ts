/**
 * What a sentence embedding is blind to: "up 2 percent on Monday" and "down 9 percent on Friday" are near neighbours to
 * it, and two arguments to a board. Figures count in every language; days, months, opposites and negations in English.
 */
export interface Details {
  figures: ReadonlySet<string>;
  days: ReadonlySet<string>;
  months: ReadonlySet<string>;
  words: ReadonlySet<string>;
  negated: boolean;
}

const TOKEN = /\p{L}+|\d+(?:[.,]\d+)*/gu;
const SPELLED = ['two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven', 'twelve'];
const FIGURES = new Map(SPELLED.map((word, at) => [word, String(at + 2)]));
const DAYS = new Set(['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday']);
// Not "may" and "march", which are mostly other words.
const MONTH =
  /^(?:jan|feb|apr|jun|jul|aug|sep|sept|oct|nov|dec|january|february|april|june|july|august|september|october|november|december)$/;
const NEGATIONS = new Set(
  'not no never without cannot nor none nobody nothing neither don doesn didn isn wasn aren won wouldn shouldn couldn'.split(
    ' ',
  ),
);
const OPPOSITES: readonly (readonly [string, string])[] = (
  'up/down higher/lower high/low rise/fall rises/falls rose/fell rising/falling gain/lose gains/losses gained/lost ' +
  'increase/decrease increases/decreases increased/decreased more/less more/fewer most/least many/few grow/shrink ' +
  'support/oppose agree/disagree accept/reject accepts/rejects accepted/rejected win/lose wins/loses won/lost ' +
  'buy/sell buys/sells bought/sold hire/fire expand/shrink raise/lower raise/cut raises/cuts open/close start/stop ' +
  'keep/drop above/below before/after earlier/later faster/slower better/worse cheaper/dearer larger/smaller ' +
  'bigger/smaller always/never with/without for/against'
)
  .split(' ')
  .map((pair) => pair.split('/') as [string, string]);

export function detailsOf(sentence: string): Details {
  const tokens = sentence.toLowerCase().match(TOKEN) ?? [];
  const words = new Set(tokens);
  return {
    figures: new Set(tokens.flatMap(figureIn)),
    days: new Set(tokens.filter((token) => DAYS.has(token))),
    months: new Set(tokens.filter((token) => MONTH.test(token)).map((token) => token.slice(0, 3))),
    words,
    negated: tokens.some((token) => NEGATIONS.has(token)),
  };
}

function figureIn(token: string): string[] {
  if (/^\d/.test(token)) return [token.replaceAll(',', '')];
  const spelled = FIGURES.get(token);
  return spelled === undefined ? [] : [spelled];
}

/** True where two sentences that sound alike differ in what they say. Symmetric. */
export function differInDetail(one: Details, other: Details): boolean {
  return (
    apart(one.figures, other.figures) ||
    apart(one.days, other.days) ||
    apart(one.months, other.months) ||
    (one.negated !== other.negated && mostlyShared(one.words, other.words)) ||
    OPPOSITES.some(([a, b]) => facing(one.words, other.words, a, b) || facing(one.words, other.words, b, a))
  );
}

/** Both name some, and none in common. */
const apart = (one: ReadonlySet<string>, other: ReadonlySet<string>): boolean =>
  one.size > 0 && other.size > 0 && sharedBy(one, other) === 0;

/** In other words, "not known" is "unknown"; in the same words it is the contrary of "known". */
function mostlyShared(one: ReadonlySet<string>, other: ReadonlySet<string>): boolean {
  const shorter = Math.min(one.size, other.size);
  return sharedBy(one, other) >= MOSTLY * shorter;
}
const MOSTLY = 0.75;

const sharedBy = (one: ReadonlySet<string>, other: ReadonlySet<string>): number =>
  [...one].filter((item) => other.has(item)).length;

const facing = (one: ReadonlySet<string>, other: ReadonlySet<string>, a: string, b: string): boolean =>
  one.has(a) && !one.has(b) && other.has(b) && !other.has(a);
