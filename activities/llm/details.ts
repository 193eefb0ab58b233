/**
 * What a sentence embedding is blind to: "up 2 percent on Monday" and "down 9 percent on Friday" are near neighbours to
 * it, and two arguments to a board. Figures count in every language; days, months, colours, opposites and negations in English.
 */
export interface Details {
  figures: ReadonlySet<string>;
  /** What it names of each class whose members exclude each other. */
  classes: readonly ReadonlySet<string>[];
  /** Its words without their endings. */
  words: ReadonlySet<string>;
  /** Beginnings of the words that carry the matter: no articles, no pronouns, no negations. */
  matter: ReadonlySet<string>;
  negated: boolean;
  /** Says no by a verb ("declines to", "fails to"): neither contradicts a negation nor the lack of one. */
  denying: boolean;
}

const wordsIn = (text: string): ReadonlySet<string> => new Set(text.split(' '));
const TOKEN = /\p{L}+|\d+(?:[.,]\d+)*/gu;
const SPELLED = ['two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven', 'twelve'];
const FIGURES = new Map(SPELLED.map((word, at) => [word, String(at + 2)]));
// Not "may" and "march", which are mostly other words.
const MONTHS = wordsIn(
  'jan feb apr jun jul aug sep sept oct nov dec january february april june july august september october november december',
);
/** Classes whose members exclude each other, with the letters that tell them apart. */
const CLASSES: readonly { members: ReadonlySet<string>; letters: number }[] = [
  { members: wordsIn('monday tuesday wednesday thursday friday saturday sunday'), letters: 3 },
  { members: MONTHS, letters: 3 },
  { members: wordsIn('spring summer autumn winter'), letters: 3 },
  { members: wordsIn('black white red green blue yellow brown orange purple pink'), letters: 6 },
];
const NEGATIONS = wordsIn(
  'not no never without cannot nor none nobody nothing neither don doesn didn isn wasn aren weren hasn haven hadn won ' +
    'wouldn shouldn couldn isnt wasnt arent werent dont doesnt didnt cant wont wouldnt shouldnt couldnt havent hasnt',
);
const DENIALS = wordsIn(
  'fail fails failed failing decline declines declined declining refuse refuses refused refusing deny denies denied ' +
    'denying reject rejects rejected rejecting prohibit prohibits prohibited prohibiting forbid forbids forbade forbidden',
);
const FUNCTION_WORDS = wordsIn(
  'a an the of to in on at by for with from and or but if so than then as is are was were be been being am it its this ' +
    'that these those there here he she they we you i his her their our your my me him them us do does did done has have ' +
    'had will would can could should may might must one also just too very into onto out over about how what who which when ' +
    'where why many much any some all s t d ll re ve m',
);
const OPPOSITES: readonly (readonly [string, string])[] = (
  'up/down high/low higher/lower rise/fall rose/fell gain/lose gain/lost increase/decrease improve/worsen more/less ' +
  'more/fewer most/least many/few grow/shrink grew/shrank expand/shrink strengthen/weaken profit/loss ' +
  'support/oppose agree/disagree accept/reject accept/refuse accept/decline approve/reject allow/forbid allow/prohibit ' +
  'allow/ban allow/block confirm/deny admit/deny continue/stop continue/lift continue/end impose/lift extend/end win/lose ' +
  'won/lost buy/sell bought/sold hire/fire hire/dismiss raise/lower raise/cut add/remove open/close start/stop begin/end ' +
  'start/finish keep/drop keep/sell import/export push/pull speak/listen arrive/leave enter/leave arrest/release ' +
  'detain/release join/leave lend/borrow save/spend pass/fail succeed/fail above/below before/after ' +
  'early/late earlier/later first/last past/future fast/slow faster/slower good/bad better/worse cheap/expensive ' +
  'cheap/dear cheaper/dearer rich/poor large/small larger/smaller big/small bigger/smaller long/short longer/shorter ' +
  'strong/weak stronger/weaker easy/hard easier/harder safe/risky safer/riskier smart/dumb optimistic/pessimistic ' +
  'public/private internal/external inside/outside same/different success/failure strength/weakness east/west ' +
  'north/south eastern/western northern/southern left/right always/never with/without for/against yes/no he/she him/her ' +
  'man/woman men/women boy/girl male/female mother/father son/daughter brother/sister husband/wife'
)
  .split(' ')
  .map((pair) => pair.split('/').map(formless) as [string, string]);

/** "Closes", "closed" and "closing" are "clos". Short words have their form in their stem. */
function formless(word: string): string {
  return word.length > 4
    ? word.replace(/(?:ing|ed|es|s|e)$/u, '')
    : word.length === 4
      ? word.replace(/[se]$/u, '')
      : word;
}

export function detailsOf(sentence: string): Details {
  const tokens = sentence.toLowerCase().match(TOKEN) ?? [];
  return {
    figures: new Set(tokens.flatMap(figureIn)),
    classes: CLASSES.map(
      ({ members, letters }) =>
        new Set(tokens.filter((token) => members.has(token)).map((token) => token.slice(0, letters))),
    ),
    words: new Set(tokens.map(formless)),
    matter: new Set(tokens.filter(isMatter).map((token) => token.slice(0, STEM))),
    negated: tokens.some((token) => NEGATIONS.has(token)),
    denying: tokens.some((token) => DENIALS.has(token)),
  };
}

/** Letters of a word that stand for its forms. */
const STEM = 5;
const isMatter = (token: string): boolean => ![FUNCTION_WORDS, NEGATIONS, DENIALS].some((words) => words.has(token));

function figureIn(token: string): string[] {
  // "1,200" is "1200" and "1.0" is "1".
  if (/^\d/.test(token)) return [token.replaceAll(',', '').replace(/\.0+$/, '')];
  const spelled = FIGURES.get(token);
  return spelled === undefined ? [] : [spelled];
}

/** True where two sentences that sound alike differ in what they say. Symmetric. */
export function differInDetail(one: Details, other: Details): boolean {
  return (
    otherFigures(one.figures, other.figures) ||
    one.classes.some((named, at) => apart(named, other.classes[at] ?? NONE)) ||
    (contradict(one, other) && mostlyShared(one.matter, other.matter)) ||
    OPPOSITES.some(([a, b]) => facing(one.words, other.words, a, b) || facing(one.words, other.words, b, a))
  );
}

/** Each has one that the other has not, and half of the shorter list or less is common to both. */
function otherFigures(one: ReadonlySet<string>, other: ReadonlySet<string>): boolean {
  const shared = sharedBy(one, other);
  const shorter = Math.min(one.size, other.size);
  return shared < shorter && 2 * shared <= shorter;
}

const NONE: ReadonlySet<string> = new Set();

/** Both name some, and none in common. */
const apart = (one: ReadonlySet<string>, other: ReadonlySet<string>): boolean =>
  one.size > 0 && other.size > 0 && sharedBy(one, other) === 0;

const contradict = (one: Details, other: Details): boolean =>
  one.negated !== other.negated && !one.denying && !other.denying;

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
