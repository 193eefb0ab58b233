/** What sort of decision it is, in the words answers need. */
export interface ProblemKind {
  id: string;
  /** A noun phrase with its article: "the price change". */
  topic: string;
  /** Who feels it first. */
  affected: string;
  /** What the money or effort goes into. */
  stake: string;
  /** The number that tells soonest whether it works. */
  signal: string;
  /** A matter of somebody's own life: nothing is bought, sold or staffed. */
  isPrivate: boolean;
}

const PRIVATE = new Set(['family', 'health', 'career', 'place']);

const kind = (id: string, topic: string, affected: string, stake: string, signal: string, words: RegExp) => ({
  kind: { id, topic, affected, stake, signal, isPrivate: PRIVATE.has(id) } satisfies ProblemKind,
  words,
});

/** In the order in which a tie is decided. */
const KINDS = [
  kind(
    'pricing',
    'the price change',
    'the customers who watch the price most closely',
    'the margin on every sale',
    'the churn among existing customers',
    /\b(?:pric(?:e|es|ing)|discounts?|tiers?|fees?|charg(?:e|ing)|subscriptions?|per seat|freemium|plans?)\b/gi,
  ),
  kind(
    'hiring',
    'the hire',
    'the people who carry the work today',
    'a salary that comes due every month',
    'the number of hours the team gets back',
    /\b(?:hir(?:e|es|ing)|recruit\w*|headcount|employees?|contractors?|freelancers?|salar(?:y|ies)|developers?|engineers?|candidates?|junior|senior|apprentice)\b/gi,
  ),
  kind(
    'expansion',
    'the expansion',
    'the team that has to run two places at once',
    'months of attention and the set-up cost',
    'the number of new customers who come back',
    /\b(?:expand\w*|new market|second (?:shop|store|office|location|branch|site)|countr(?:y|ies)|abroad|international\w*|open(?:ing)? (?:a|an|our|in)|locations?|branch(?:es)?|germany|france|spain|export\w*|franchis\w*)\b/gi,
  ),
  kind(
    'funding',
    'the financing',
    'the owners, and everybody whose pay depends on the bank balance',
    'ownership and freedom of decision',
    'the number of months the cash lasts',
    /\b(?:fund(?:ing|raise|raising)?|investors?|seed|series [a-c]|loans?|debt|equity|bootstrap\w*|runway|venture|bank|dilut\w*|valuation)\b/gi,
  ),
  kind(
    'build_or_buy',
    'the project',
    'the team that will maintain the result',
    'engineering time that nothing else gets',
    'the time from a request to a working change',
    /\b(?:build (?:it|our|an?)|in-house|on-premise|off the shelf|vendors?|outsourc\w*|agenc(?:y|ies)|licen[cs]e|saas|custom)\b/gi,
  ),
  kind(
    'technology',
    'the technical change',
    'the people who are on call for it',
    'months of engineering time',
    'the number of incidents a week',
    /\b(?:migrat\w*|rewrit\w*|databases?|cloud|kubernetes|servers?|stack|framework|monolith|microservices?|apis?|infrastructure|platform|legacy|software|ai|machine learning|automat\w*|erp|crm)\b/gi,
  ),
  kind(
    'product',
    'the product change',
    'the users who rely on it every day',
    'the next months of the roadmap',
    'the share of users who still use it after four weeks',
    /\b(?:features?|products?|roadmap|mvp|launch\w*|beta|release|app|users?|prototype|menu|range|assortment)\b/gi,
  ),
  kind(
    'marketing',
    'the marketing spend',
    'the prospects who have never heard of you',
    'a budget that is gone once spent',
    'the cost of winning one customer',
    /\b(?:marketing|ads?|advertis\w*|campaigns?|brand\w*|seo|leads?|newsletter|social media|influencers?|channels?|sponsor\w*|trade fairs?)\b/gi,
  ),
  kind(
    'operations',
    'the change in operations',
    'the people on the floor and the customers who wait',
    'capacity that is already spoken for',
    'the share of orders delivered on time',
    /\b(?:suppliers?|warehouse|capacity|inventory|stock|shifts?|deliver(?:y|ies)|production|logistics|machines?|opening hours|kitchen|workshop|fleet|vans?|lead times?|backlog)\b/gi,
  ),
  kind(
    'people',
    'the change for the team',
    'the team',
    'trust that takes years to build',
    'the number of your best people who stay',
    /\b(?:remote|hybrid|lay-?offs?|restructur\w*|co-?founders?|team|four-day|4-day|culture|manager|promot(?:e|ion)|bonus|burn-?out|fire|let go|resign\w*|succession)\b/gi,
  ),
  kind(
    'partnership',
    'the deal',
    'your own customers and your partner’s',
    'independence you may not get back',
    'the revenue that comes through the partner',
    /\b(?:partner\w*|acquir\w*|acquisitions?|merg(?:e|er|ing)|joint venture|resellers?|distributors?|exclusiv\w*|sell the (?:company|business)|contract|offer from)\b/gi,
  ),
  kind(
    'closing',
    'the closure',
    'the customers and people who depend on it',
    'what has been put in already',
    'the share of freed time that reaches the core business',
    /\b(?:clos(?:e|ing) (?:the|our|down)|shut\w*|discontinu\w*|sunset\w*|kill|wind down|stop (?:offering|selling|making)|drop)\b/gi,
  ),
  kind(
    'place',
    'the choice of a place',
    'the people who use the place every week',
    'a cost that comes due every month, and a long commitment',
    'the full monthly cost of the place',
    /\b(?:rent|landlord|tenants?|church|hall|house|flat|apartment|garden|mortgage|property|premises|vicarage|roof|building)\b/gi,
  ),
  kind(
    'family',
    'the change at home',
    'those at home who have the least say in it',
    'peace at home and time together',
    'the number of good weeks in a month',
    /\b(?:husband|wife|kids?|child(?:ren)?|daughters?|sons?|mother|father|mum|dad|parents?|brothers?|sisters?|family|baby|dog|wedding|divorc\w*)\b/gi,
  ),
  kind(
    'health',
    'the treatment',
    'the people who rely on you',
    'your strength over the next months',
    'the number of days without pain',
    /\b(?:surgery|have the operation|doctors?|therapy|physiotherapy|diagnos\w*|knee|illness|medication|treatment|pain|pregnan\w*|hospital)\b/gi,
  ),
  kind(
    'career',
    'the change of work',
    'the people who live on your income',
    'a steady income and the standing you have built',
    'the number of months your savings last',
    /\b(?:offered a job|job offer|my (?:job|boss|career|employer)|resign|quit|promotion|university|degree|self-employed|go freelance|record deal)\b/gi,
  ),
  kind(
    'dispute',
    'the dispute',
    'the people who would have to give evidence',
    'months of attention and the fees',
    'the cost of the dispute so far',
    /\b(?:sue|sues|sued|court|lawyers?|lawsuit|legal|lawful|unlawful|dispute|claims?|settle|evict\w*|overtime)\b/gi,
  ),
];

/** Who speaks of these asks for a business, also where a brother or a landlord has a part in it. */
const BUSINESS =
  /\b(?:customers?|clients?|employees?|apprentices?|revenue|turnover|profit|company|our business|startup|saas|staff|co-?founders?|investors?|salons?|shop|restaurant|cars a week)\b/i;

const GENERAL: ProblemKind = {
  id: 'general',
  topic: 'this decision',
  affected: 'the people who have to live with the result',
  stake: 'time and attention that go nowhere else',
  signal: 'the first result you can count',
  isPrivate: false,
};

/** The kind whose words occur most; words early in the text and in questions weigh double. */
export function kindOfProblem(text: string): ProblemKind {
  const question = text.match(/[^.!?\n]*\?/g)?.join(' ') ?? '';
  const open = BUSINESS.test(text) ? KINDS.filter((candidate) => !candidate.kind.isPrivate) : KINDS;
  const scored = open.map((candidate) => ({
    kind: candidate.kind,
    score: count(text, candidate.words) + 2 * count(question, candidate.words),
  }));
  const best = scored.reduce((one, other) => (other.score > one.score ? other : one));
  return best.score === 0 ? GENERAL : best.kind;
}

const count = (text: string, words: RegExp): number => text.match(words)?.length ?? 0;
