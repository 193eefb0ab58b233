/** Verbs a decision is put with. The first word of an option is looked up here. */
const VERBS = new Set(
  `abandon abolish accelerate accept acquire act add admit adopt advance advertise agree allow answer apologise apply
  appeal appoint approach approve ask assign attend audit automate avoid back ban bear become begin bet bid block book
  borrow breed bring build buy call cancel cap care carry cash centralise centralize challenge change charge choose claim
  clean close coach collect combine come commit commute compete complain confront consolidate continue contract convert cook
  copy counter cover create cut deal decide declare decline decrease defend defer delay delegate deliver demolish deploy
  develop disclose discontinue discount distribute divest diversify divide divorce do donate double downgrade downsize
  draw drive drop dump earn emigrate employ end engage enrol enroll enter establish evict expand explore export extend
  face fight file finance find finish fire fix fly focus follow forbid forgive foster found franchise freelance freeze
  fund get give go grant grow guarantee halt hand have help hire hold host ignore immigrate implement import improve
  include increase inform inherit insist insource install insure introduce invest invite issue join keep kill launch lay
  lead lease leave lend let license lift limit liquidate list live loan lobby lock look lose lower maintain make manage
  market marry match meet mention merge migrate modernise modernize move negotiate offer open operate opt order organise
  organize outsource overhaul own partner pass patch pause pay permit phase pick pilot pivot place plan plant play pledge
  postpone prepare press print prioritise prioritize produce productise productize promise promote propose prosecute
  protest prove provide publish pull purchase pursue push put quit raise reach rebrand rebuild reclaim recruit reduce
  refactor refinance refund refurbish refuse register reinvest reject relaunch release relocate rely remain remodel
  remortgage remove renegotiate renew renovate rent reopen reorganise reorganize repair repay replace report reposition
  request require resign respond restore restructure retain retire retrain retreat return revise rewrite ride risk run
  save say scale scrap seek self-host sell send separate serve set settle share shift ship shorten show shut sign
  simplify sit skip sleep source specialise specialize spend spin split sponsor stand standardise standardize start stay
  stick stop store stream streamline strike study submit subscribe sue suggest sunset supply support surrender suspend
  swap switch take talk target teach tear tell terminate test tighten tolerate track trade train transfer transition
  travel treat try turn undergo unify upgrade use vaccinate volunteer vote wait waive walk warn wind withdraw work
  write`.split(/\s+/),
);

/** Of these, the ones that are nouns as often: after "and", or within a subject, they start no option. */
const NOUNS_TOO = new Set(
  `act answer appeal approach audit back ban bear bid block book call cap care cash challenge change charge claim close
  contract cook copy counter cover cut deal discount divide do drive drop dump end face fight file finance fix focus found
  fund grant hand help hire hold host issue launch lead lease leave lift limit list live loan lobby lock look market match
  offer open order own partner pass patch pause permit phase pick pilot place plan plant play pledge press print promise
  protest purchase release rent report request return ride risk run scale set share shift ship show sign sleep source
  split sponsor stand start stay stick stop store stream strike study supply support swap switch talk target test track
  trade train transfer transition travel treat turn use volunteer vote wait walk wind work`.split(/\s+/),
);

const DOUBLED = new Set(
  `admit ban bet begin bid cancel cap commit cut defer drop get let permit plan put quit run scrap set ship shut sit skip
  spin split stop swap transfer travel`.split(/\s+/),
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

/** Where the first word stands that can only be a verb; -1 when there is none. */
export function verbAt(words: readonly string[], from: number): number {
  return words.findIndex((word, at) => at >= from && VERBS.has(word) && (at > from || !NOUNS_TOO.has(word)));
}

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
    VERBS.has(verb) && !NOUNS_TOO.has(verb) ? `${word} ${gerundOfVerb(verb)}` : whole,
  );
