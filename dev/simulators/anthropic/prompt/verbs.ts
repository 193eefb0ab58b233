/** Verbs a decision is put with. The first word of an option is looked up here. */
const VERBS = new Set(
  `abandon accelerate accept acquire add adopt advertise agree allow appoint approach ask automate avoid back become
  begin bet book borrow bring bring build buy call cancel cap centralise centralize change charge choose close commit
  consolidate continue convert copy create cut decline decrease defer delay delegate deploy develop disclose discontinue
  discount divest diversify do double downsize drop drive employ end engage enter establish expand explore export extend
  finance find fire fix focus follow franchise freeze fund get give go grow halt have hire hold host implement import
  improve increase insource introduce invest join keep kill launch lay lease leave let license limit list lock lower
  maintain make market merge migrate modernise modernize move negotiate offer open operate order outsource overhaul pay
  partner pause phase pick pilot pivot plan postpone prioritise prioritize produce productise productize promote publish pull purchase pursue
  push put quit raise rebrand rebuild recruit reduce refactor refinance refuse reject relaunch release relocate remain
  remove renegotiate renew rent reopen reorganise reorganize replace reposition require restructure retain retire retrain
  return rewrite rework run scale scrap seek self-host sell send separate serve set settle share shift ship shorten shut
  sign simplify skip source specialise specialize spend spin split standardise standardize start stay stick stop store
  streamline subscribe sunset supply support switch take target teach test tighten trade train transfer transition try
  turn unify upgrade use wait waive walk withdraw work write`.split(/\s+/),
);

const DOUBLED = new Set(
  'bet begin cut drop get let plan put quit rebrand run scrap set ship shut skip spin split stop transfer cap defer'
    .split(' ')
    .filter((verb) => verb !== 'rebrand'),
);

const gerundOfVerb = (verb: string): string => {
  if (verb.endsWith('ie')) return `${verb.slice(0, -2)}ying`;
  if (DOUBLED.has(verb)) return `${verb}${verb.at(-1)}ing`;
  return /[^eoy]e$/.test(verb) ? `${verb.slice(0, -1)}ing` : `${verb}ing`;
};

const VERB_OF_GERUND = new Map([...VERBS].map((verb) => [gerundOfVerb(verb), verb]));

const split = (phrase: string): [string, string] => {
  const at = phrase.search(/\s|$/);
  return [phrase.slice(0, at).toLowerCase(), phrase.slice(at)];
};

export const startsWithVerb = (phrase: string): boolean => VERBS.has(split(phrase)[0]);
export const startsWithGerund = (phrase: string): boolean => VERB_OF_GERUND.has(split(phrase)[0]);

/** "raise prices" → "raising prices", "Berlin" → "going with Berlin". */
export function gerund(phrase: string): string {
  const [first, rest] = split(phrase);
  if (first === 'not') return `not ${gerund(rest.trim())}`;
  if (VERBS.has(first)) return gerundOfVerb(first) + inGerund(rest);
  if (VERB_OF_GERUND.has(first)) return first + rest;
  return `going with ${phrase}`;
}

/** "raising prices" → "raise prices", "Berlin" → "go with Berlin". */
export function infinitive(phrase: string): string {
  const [first, rest] = split(phrase);
  if (first === 'not') return `not ${infinitive(rest.trim())}`;
  if (VERBS.has(first)) return first + rest;
  const verb = VERB_OF_GERUND.get(first);
  return verb === undefined ? `go with ${phrase}` : verb + rest;
}

/** "lease a van and hire a driver": the second verb follows the first. */
const inGerund = (rest: string): string =>
  rest.replace(/\b(and|then)\s+([a-z-]+)\b/g, (whole, word: string, verb: string) =>
    VERBS.has(verb) && !/^(?:market|supply|support|store|test|plan|work|sign|order|list|share)$/.test(verb)
      ? `${word} ${gerundOfVerb(verb)}`
      : whole,
  );
