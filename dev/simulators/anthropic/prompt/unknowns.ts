import { secondPerson } from './second-person.ts';
import { sentencesOf } from './sentences.ts';

/** Something the person says they do not know, as an indirect question in the second person: "how many would follow you". */
export interface Unknown {
  clause: string;
  /** What others know, not the person: prices elsewhere, rules, what competitors do. */
  isOutside: boolean;
}

const NOT_KNOWN =
  /\b(?:(?:we|i|nobody(?: here)?|no one(?: here)?) (?:really |yet |just )?(?:do(?:es)? not|don['’]t|cannot|can['’]t) (?:really |yet )?(?:know|tell)|(?:we|i)(?: am| are|['’]m|['’]re) not (?:yet |really )?sure|(?:we|i) have no idea|no idea|(?:nobody|no one)(?: here)? (?:really )?knows|(?:i|we) (?:have not|haven['’]t) (?:yet )?(?:found out|worked out|checked|asked|measured)|(?:it is|it['’]s|it remains) (?:still )?(?:unclear|unknown|open|not clear))(?: yet)?,? (?:about )?((?:how|what|which|who|whose|when|where|why|whether|if)\b[^.,;:!?()]*)/gi;
const IS_THE_QUESTION = /\b(?:should|shall|ought)\b|^\w+(?: \w+)? to\b|\bor not$/i;
const ELSEWHERE =
  /\b(?:others|other \w+s|competitors?|elsewhere|the (?:market|industry|trade)|market (?:rates?|prices?)|typical(?:ly)?|usual(?:ly)?|(?:on )?average|the (?:law|rules?|regulators?|authorit(?:y|ies)|tax office)|legal(?:ly)?|allowed|permitted|permits?|regulations?|taxe[sd]?|subsid(?:y|ies)|grants?)\b/i;
const GOES_ON = / (?:but|and (?:we|i|it|that)|so|because|yet|although|though)\b.*$/i;
const LONGEST = 110;

/** Each once, in the order of the text; what is to be decided is not among them. */
export function unknownsIn(text: string): Unknown[] {
  const clauses = sentencesOf(text).flatMap((sentence) =>
    [...sentence.matchAll(NOT_KNOWN)].map(([, clause = '']) => clause.replace(GOES_ON, '').trim()),
  );
  return [...new Set(clauses)]
    .filter((clause) => clause.split(/\s+/).length > 2 && !IS_THE_QUESTION.test(clause))
    .map((clause) => ({ clause: shortened(secondPerson(clause)), isOutside: ELSEWHERE.test(clause) }));
}

const shortened = (clause: string): string =>
  clause.length <= LONGEST ? clause : clause.slice(0, clause.lastIndexOf(' ', LONGEST));
