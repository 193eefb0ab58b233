import type { Option } from '../../../prompt/options.ts';

/** How an option of a sort is begun, and the number that shows whether it works. */
export interface Craft {
  measure: string;
  title: string;
  steps: readonly string[];
  success: string;
}

const CRAFTS: readonly (readonly [RegExp, Craft])[] = [
  [
    /^(?:open|expand|extend|add|launch|start|move|relocate)\b.*\b(?:shop|store|branch|office|location|site|place|unit|saturdays?)\b/,
    {
      measure: 'takings and hours worked in a normal week',
      title: 'Cost one place and one week of running it',
      steps: [
        'Ask for written terms for two places, with the shortest first period they offer.',
        'Draw up the staff plan for one week, with a name in every shift.',
        'Add rent, wages and set-up to one sheet and mark the month with the lowest balance.',
      ],
      success: 'Two written offers and a staffed week are on the table within six weeks.',
    },
  ],
  [
    /^(?:sell (?:to|online|direct|through|via)|supply|license|export|outsource)\b|^add\b.*\b(?:importer|partner|supplier|distributor)\b/,
    {
      measure: 'orders and margin for each customer',
      title: 'Win two paying test customers on fixed terms',
      steps: [
        'List ten candidates and call each of them, the two you know best first.',
        'Offer the same range, price and delivery day to all, on one page, for four weeks.',
        'Work out the margin after delivery and payment terms at the end of each week.',
      ],
      success: 'Two customers have ordered three times within six weeks, at the margin you set.',
    },
  ],
  [
    /^(?:move(?! (?:the|it|our|your))|relocate|emigrate|commute)\b|^let (?:him|her|them) (?:commute|move)\b/,
    {
      measure: 'what a normal week takes in hours and money',
      title: 'Spend one week as if it were decided',
      steps: [
        'Go through a whole ordinary week the new way, and note what was harder and what was easier.',
        'Ask two people who did the same what they would do differently.',
        'Put both budgets side by side on one page, the present one and the new one.',
      ],
      success: 'The week has taken place within six weeks and both budgets are on paper.',
    },
  ],
  [
    /^(?:have|undergo)\b|therapy\b|\btreatment\b/,
    {
      measure: 'how you are each morning',
      title: 'Ask for a second opinion with the same three questions',
      steps: [
        'Write down what you want to be able to do in a year, and what you fear most.',
        'Put the same three questions to a second specialist: what improves, what may go wrong, what waiting costs.',
        'Plan the weeks after it by name: who takes over what, and until when.',
      ],
      success: 'Both opinions are on paper and the weeks after it are covered within six weeks.',
    },
  ],
  [
    /^(?:sue|settle|appeal|negotiate|counter|sign|go to (?:court|the))\b/,
    {
      measure: 'what the matter has cost so far in money and hours',
      title: 'Have the position read by somebody qualified',
      steps: [
        'Put the papers in order of date and mark every deadline.',
        'Ask for the chances, the likely cost and the cheapest way out, in writing.',
        'Fix the terms you would accept, before the first talk with the other side.',
      ],
      success: 'A written opinion and your own limits are on the table within six weeks.',
    },
  ],
  [
    /^(?:sell|let it|turn|invest|pay down|inherit)\b/,
    {
      measure: 'what it brings and what it costs in a year',
      title: 'Have the value put in figures twice',
      steps: [
        'Ask two people who do not know each other for a figure in writing.',
        'Take off taxes, fees and the work it leaves you with.',
        'Set the amount below which you would not do it.',
      ],
      success: 'Two figures and your own limit are on paper within six weeks.',
    },
  ],
  [
    /^(?:fire|dismiss|tell|confront|let \w+ go|talk to)\b/,
    {
      measure: 'what was agreed and what came of it',
      title: 'Prepare the talk and the weeks after it',
      steps: [
        'Write down the first three sentences, and read them to somebody you trust.',
        'List what has to be handed over, to whom and by when.',
        'Find out what notice and form the rules ask for.',
      ],
      success: 'The talk has been held and the handover has names and dates within six weeks.',
    },
  ],
  [
    /^(?:merge|join|partner|combine)\b/,
    {
      measure: 'what each side brings and costs in a year',
      title: 'Put the terms of a trial year on one page',
      steps: [
        'List what each side brings, keeps and gives up.',
        'Name who decides when the two do not agree.',
        'Write down how either side leaves after a year, and at what cost.',
      ],
      success: 'Both sides have signed the page, or said no to it, within six weeks.',
    },
  ],
  [
    /^(?:pay off|pay back|repay|refinance|save|cut|reduce|close|drop|stop|discontinue|sell off)\b/,
    {
      measure: 'the cash left at the end of the month',
      title: 'Agree the terms and make the first part final',
      steps: [
        'Ask in writing what ending it early costs, fees included, and by when.',
        'Set the reserve that stays untouched, and the amount above it that is free.',
        'Carry out the first part, and tell those concerned on the same day.',
      ],
      success: 'The first part is done within six weeks and the reserve has not been touched.',
    },
  ],
  [
    /^(?:hire|recruit|appoint|promote|train)\b/,
    {
      measure: 'the hours a week that the work takes today',
      title: 'Write the role and meet five candidates',
      steps: [
        'List the tasks of the first three months and who does them now.',
        'Fix the salary range and the probation period before the first talk.',
        'Meet five people; give the last two the same half day of real work.',
      ],
      success: 'An offer with a start date is out within six weeks, inside the range.',
    },
  ],
  [
    /^(?:raise|lower|change|increase|charge|add a free)\b/,
    {
      measure: 'sales and cancellations by week',
      title: 'Try the new terms on new customers only',
      steps: [
        'Write the announcement and the answers to the five likeliest questions.',
        'Offer the new terms to new customers for four weeks; leave the others as they are.',
        'Compare sign-ups and cancellations with the four weeks before.',
      ],
      success: 'Four weeks of figures show the difference, and nobody was moved unasked.',
    },
  ],
  [
    /^(?:build|develop|migrate|rewrite|productise|launch|create|automate|add|plant)\b/,
    {
      measure: 'the time and money the present way costs',
      title: 'Finish a first part that one real user can judge',
      steps: [
        'Cut out the smallest part that somebody would miss, and put two weeks on it.',
        'Let one named customer use it and sit beside them for an hour.',
        'Write down what you would leave out, before deciding on the next part.',
      ],
      success: 'One customer has used it three times within six weeks without help.',
    },
  ],
  [
    /^(?:buy|lease|renew|rent|sign|acquire|purchase|take)\b/,
    {
      measure: 'what the present arrangement costs in full',
      title: 'Bring two written offers to the same terms',
      steps: [
        'Ask three providers for a written offer with the same term and the same volume.',
        'Have the notice period, the price changes and the exit read by somebody qualified.',
        'Negotiate the shortest first term with an option to go on.',
      ],
      success: 'Two comparable offers and the price of leaving are known within six weeks.',
    },
  ],
];

/** @param signal the number of the problem's kind, where nothing closer is known */
export const craftOf = (chosen: Option, signal: string): Craft =>
  CRAFTS.find(([words]) => words.test(chosen.do.toLowerCase()))?.[1] ?? {
    measure: signal,
    title: `Carry out the first two weeks of ${chosen.short}`,
    steps: [
      'Cut the work so that the first part takes two weeks and can be the last.',
      'Take something of equal weight off the list of whoever does it.',
      'Report on one page at the end of the two weeks.',
    ],
    success: 'The first part is done within six weeks and below the ceiling.',
  };
