/** Something a board would have to guess. `told` recognises that the person has said it. */
export interface Gap {
  question: string;
  reason: string;
  told: RegExp;
}

export const GENERAL_GAPS: readonly Gap[] = [
  {
    question: 'By when does this have to be decided, and what happens if nothing is decided by then?',
    reason:
      'With weeks to spare, {one} can be tried on a small scale first; with days, the board has to choose on what is known.',
    told: /\b(?:deadline|(?:by|before|until|in) (?:the )?(?:end|next|january|february|march|april|may|june|july|august|september|october|november|december|q[1-4])|within|until|expires?|renewal|this (?:week|month|quarter))\b/i,
  },
  {
    question: 'What would have to be true in twelve months for you to call this a success, in one figure?',
    reason: 'It decides whether {one} or {two} is measured by money, by time or by something else.',
    told: /\b(?:goal|success|target|objective|aim(?:s|ing)?|want to (?:reach|achieve|grow|double))\b/i,
  },
  {
    question: 'How much money could you lose on this without having to change anything else?',
    reason: 'It sets the ceiling of the first step, and can rule out {one} before anything else is weighed.',
    told: /\b(?:budget|afford|runway|reserves?|in the bank|cash|at most|no more than|maximum)\b/i,
  },
  {
    question: 'Who will carry the work, and how many hours a week can they really give to it?',
    reason: 'If that person is already full, {two} becomes the realistic option, whatever the figures say.',
    told: /\b(?:hours? a week|full[- ]time|part[- ]time|capacity|co-?founder|team of|people on)\b/i,
  },
  {
    question: 'What have you tried so far, and how did it end?',
    reason: 'It keeps the board from recommending {one} if something like it has failed already, and tells why.',
    told: /\b(?:tried|attempted|tested|last (?:year|time|quarter)|in the past|before that|already)\b/i,
  },
  {
    question: 'Which of these options could you undo within three months, and at what cost?',
    reason:
      'What can be undone deserves a test, what cannot deserves more certainty: it moves the weight between {one} and {two}.',
    told: /\b(?:undo|reversible|cancel|exit|terminate|notice period)\b/i,
  },
  {
    question: 'To whom have you already promised something that bears on {topic}?',
    reason: 'A promise can close an option that looks open, and breaking it has a price the board should know.',
    told: /\b(?:promised|committed|agreed|signed|contract|obligat)\b/i,
  },
];

export const KIND_GAPS: Readonly<Record<string, readonly Gap[]>> = {
  pricing: [
    {
      question: 'What is left of one sale after its direct cost, in percent or in money?',
      reason: 'The margin decides how many customers you could lose through {one} and still be better off.',
      told: /\b(?:margin|cost of goods|gross profit|unit cost|contribution)\b/i,
    },
    {
      question: 'When did you last change your prices, and how many customers left afterwards?',
      reason: 'It is the only evidence there is about how {signal} reacts.',
      told: /\b(?:last (?:price|raised|increase)|raised prices|price change)\b/i,
    },
  ],
  hiring: [
    {
      question: 'Which task would the new person take over in the first month, and who does it today?',
      reason: 'If the task is narrow, {two} may cover it at a fraction of the risk.',
      told: /\b(?:would (?:take over|handle|do)|responsib|tasks?|role)\b/i,
    },
    {
      question: 'For how many months can you pay the full cost if revenue stays as it is?',
      reason: 'Below nine months, {one} becomes a bet on growth and not on the person.',
      told: /\b(?:runway|months? of|salary|budget|afford)\b/i,
    },
  ],
  expansion: [
    {
      question: 'How many people have asked for this or buy from you already, although it is out of their way?',
      reason: 'Demand that already exists is the strongest reason for {one}; without it the first year is a search.',
      told: /\b(?:already (?:have|sell|serve)|customers (?:in|from|there)|inquiries|enquiries|requests|waiting list)\b/i,
    },
    {
      question: 'Who would be on site in the first six months?',
      reason: 'Most second places fail for lack of the right person; the answer weighs more than the rent.',
      told: /\b(?:manager|would run|on site|relocate|who would)\b/i,
    },
  ],
  funding: [
    {
      question: 'How many months of cash are left at the present rate of spending?',
      reason: 'It decides whether you negotiate from choice or from need, and with that between {one} and {two}.',
      told: /\b(?:runway|months? (?:of cash|left)|burn)\b/i,
    },
    {
      question: 'What exactly would the money be spent on, and when would it show in revenue?',
      reason: 'A use that pays back within a year speaks for debt, one that takes longer for ownership capital.',
      told: /\b(?:spend|use of (?:funds|proceeds)|invest (?:it|the)|hire with)\b/i,
    },
  ],
  build_or_buy: [
    {
      question: 'How many days of engineering time would this take, by the estimate of whoever would do it?',
      reason: 'Doubled, that number is the real price of {one}, and it has to be compared with the quote for {two}.',
      told: /\b(?:engineer\w* (?:days|weeks|months)|estimate|person-(?:days|months)|weeks of work)\b/i,
    },
    {
      question: 'What would the customers who want this pay for it, and for how long?',
      reason: 'If it does not pay for its own upkeep, {two} or leaving it alone is the better use of time.',
      told: /\b(?:would pay|willing to pay|pays? us|contract value|of (?:our )?revenue)\b/i,
    },
  ],
  technology: [
    {
      question: 'What does the present system cost you each month in incidents and in time?',
      reason: 'Without that figure nobody can say when {one} would pay back.',
      told: /\b(?:incidents?|downtime|outages?|hours? (?:a|per) (?:week|month)|costs us)\b/i,
    },
    {
      question: 'How many people can maintain the present system, and how many the new one?',
      reason: 'If the answer is one, the risk of {one} lies in that person and not in the technology.',
      told: /\b(?:developers?|engineers?|maintain|team of)\b/i,
    },
  ],
  product: [
    {
      question: 'How many of your users have asked for this in their own words, in the last three months?',
      reason: 'It separates a loud request from a common one, and {one} only pays for a common one.',
      told: /\b(?:asked for|requests?|survey|interviews?|feedback)\b/i,
    },
    {
      question: 'What would you take off the current plan to make room for it?',
      reason: 'If nothing can go, {two} is the honest choice for this quarter.',
      told: /\b(?:roadmap|postpone|instead of|drop)\b/i,
    },
  ],
  marketing: [
    {
      question: 'What does it cost you today to win one customer, and what do they bring in their first year?',
      reason: 'The gap between the two numbers is the budget {one} may have.',
      told: /\b(?:cac|acquisition cost|cost per|lifetime|ltv|close rate|conversion)\b/i,
    },
    {
      question: 'Where did your last ten customers hear of you?',
      reason: 'It tells which channel already works, and whether {one} adds to it or starts from nothing.',
      told: /\b(?:referrals?|word of mouth|came from|organic|channel)\b/i,
    },
  ],
  operations: [
    {
      question: 'Which step is the bottleneck in a busy week, and how full is it?',
      reason: 'If {one} does not relieve exactly that step, it adds cost and no output.',
      told: /\b(?:bottleneck|utili[sz]ation|capacity|backlog|full)\b/i,
    },
    {
      question: 'How long would daily business run at reduced strength during the change?',
      reason: 'It decides whether {one} fits before your busy season or has to come after it.',
      told: /\b(?:downtime|season|interrupt|close for|weeks? of)\b/i,
    },
  ],
  people: [
    {
      question: 'What do the two or three people who matter most for this think about it?',
      reason: 'If one of them would leave over {one}, that cost belongs into the comparison.',
      told: /\b(?:they (?:want|think|prefer|asked)|team (?:wants|prefers|is)|surveyed|staff)\b/i,
    },
    {
      question: 'What has already been said to the team about it?',
      reason: 'Expectations that were raised narrow the choice between {one} and {two}.',
      told: /\b(?:told|announced|promised|know about|aware)\b/i,
    },
  ],
  partnership: [
    {
      question: 'What does the other side need most from this, as far as you know?',
      reason: 'It shows how much room there is on terms, and whether {two} remains as leverage.',
      told: /\b(?:they (?:want|need|offer|insist)|offers? (?:us|me)|terms)\b/i,
    },
    {
      question: 'Which share of your revenue would depend on them after a year?',
      reason: 'Above a third, {one} is a dependence and has to be priced as one.',
      told: /\b(?:\d+\s?% of|share of|depend)\b/i,
    },
  ],
  closing: [
    {
      question: 'What does it cost to keep it going for another six months, in money and in hours?',
      reason: 'That is the price of waiting, and it is what {one} has to beat.',
      told: /\b(?:costs? (?:us|me)|loses?|losing|loss of|hours? a)\b/i,
    },
  ],
};
