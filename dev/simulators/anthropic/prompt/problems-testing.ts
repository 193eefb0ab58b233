/** Problems as people put them, with the title they get and the ways they name, as infinitives. */
export const PROBLEMS: readonly (readonly [problem: string, title: string, ways: readonly string[]])[] = [
  [
    'Our choir of forty rent the old church or buy the hall?',
    'Rent the old church or buy the hall',
    ['rent the old church', 'buy the hall'],
  ],
  [
    'Our bakery makes 40,000 euro profit a year. Should we open a second shop next spring, sell to restaurants instead, or pay off the oven loan first?',
    'Open a second shop next spring, sell to restaurants or pay off the oven loan first',
    ['open a second shop next spring', 'sell to restaurants', 'pay off the oven loan first'],
  ],
  [
    'My husband has been offered a job in Oslo. We have two kids, and I run a small practice here. Do we move, does he commute for a year, or does he decline?',
    'Move, let him commute for a year or let him decline',
    ['move', 'let him commute for a year', 'let him decline'],
  ],
  ['Should we move to Vienna?', 'Whether to move to Vienna', ['move to Vienna']],
  ['Hire?', 'Whether to hire', ['hire']],
  ['pricing', 'Pricing', []],
  ['Close the Leeds branch', 'Whether to close the Leeds branch', ['close the Leeds branch']],
  ['Remote-first?', 'Whether to go with remote-first', ['go with remote-first']],
  [
    'Wir sind eine kleine Schreinerei mit 8 Leuten. Sollen wir eine CNC-Fräse für 90.000 Euro kaufen, eine gebrauchte leasen oder weiter auslagern?',
    'Sollen wir eine CNC-Fräse für 90.000 Euro kaufen, eine gebrauchte leasen oder weiter auslagern',
    [
      'go with ‘eine CNC-Fräse für 90.000 Euro kaufen’',
      'go with ‘eine gebrauchte leasen’',
      'go with ‘weiter auslagern’',
    ],
  ],
  [
    'Devons-nous ouvrir un deuxième restaurant à Lyon ou rénover le premier ?',
    'Devons-nous ouvrir un deuxième restaurant à Lyon ou rénover le premier',
    ['go with ‘ouvrir un deuxième restaurant à Lyon’', 'go with ‘rénover le premier’'],
  ],
  [
    'Options for the summer fair:\n1. Keep it in the park\n2. Move it to the school gym\n3. Cancel this year',
    'Keep the summer fair in the park, move the summer fair to the school gym or cancel this year',
    ['keep the summer fair in the park', 'move the summer fair to the school gym', 'cancel this year'],
  ],
  ['Is it time to fire our accountant?', 'Whether to fire your accountant', ['fire your accountant']],
  [
    'Is it worth paying 400 euro a month for a bigger office?',
    'Whether to pay 400 euro a month for a bigger office',
    ['pay 400 euro a month for a bigger office'],
  ],
  [
    'Can we afford a second delivery van this year?',
    'Whether to get a second delivery van this year',
    ['get a second delivery van this year'],
  ],
  [
    'Should I have the operation in March or try six more months of physiotherapy? I run half marathons and my practice cannot do without me before summer.',
    'Have the operation in March or try six more months of physiotherapy',
    ['have the operation in March', 'try six more months of physiotherapy'],
  ],
  [
    'My landlord wants to raise the rent by 18%. Do I sign, negotiate or go to the tenants’ association?',
    'Sign, negotiate or go to the tenants’ association',
    ['sign', 'negotiate', 'go to the tenants’ association'],
  ],
  [
    'Our former employee threatens to sue us over unpaid overtime. Settle or go to court?',
    'Settle or go to court',
    ['settle', 'go to court'],
  ],
  [
    'ok so this is a bit long, sorry. me and my brother took over dads garage two years ago, it is going fine i guess, we have around 30 cars a week, but my brother wants to go all in on electric, that means new lifts, like 120k all together, and i think we should rather do the tyre storage first because people ask for it all the time. also our lease runs out in 2027 and the landlord is being weird about it. what should we do first',
    'Do the tyre storage first or go all in on electric',
    ['do the tyre storage first', 'go all in on electric'],
  ],
  ['Buy or lease?', 'Buy or lease', ['buy', 'lease']],
  ['Postgres vs. MongoDB for our new backend', 'Postgres or MongoDB', ['go with Postgres', 'go with MongoDB']],
  [
    'We cannot decide whether to keep the dog or give it to my parents when the baby comes.',
    'Keep the dog or give it to your parents when the baby comes',
    ['keep the dog', 'give it to your parents when the baby comes'],
  ],
  [
    'What should we do about our biggest customer, who wants a discount and threatens to leave?',
    'What should you do about your biggest customer, who wants a discount and threatens to leave',
    [],
  ],
  ['How much should we charge for our workshop?', 'How much should you charge for your workshop', []],
  [
    'Which of our two products should we drop, the planner or the notebook?',
    'Drop the planner or the notebook',
    ['drop the planner', 'drop the notebook'],
  ],
  [
    'Should the parish sell the vicarage, let it to the municipality, or turn it into flats for the elderly?',
    'Sell the vicarage, let it to the municipality or turn it into flats for the elderly',
    ['sell the vicarage', 'let it to the municipality', 'turn it into flats for the elderly'],
  ],
  [
    'I inherited 60k. Pay down the mortgage, invest it in an index fund, or help my sister with her business?',
    'Pay down the mortgage, invest it in an index fund or help your sister with her business',
    ['pay down the mortgage', 'invest it in an index fund', 'help your sister with her business'],
  ],
  [
    'Our nonprofit has lost its largest grant. We need to either cut two programmes, draw on the reserve for a year, or merge with the neighbouring association.',
    'Cut two programmes, draw on the reserve for a year or merge with the neighbouring association',
    ['cut two programmes', 'draw on the reserve for a year', 'merge with the neighbouring association'],
  ],
  [
    'We want to launch in Germany next year but our CTO says the product is not ready, should we wait?',
    'Wait or launch in Germany next year',
    ['wait', 'launch in Germany next year'],
  ],
  [
    'Do I tell my boss that I am pregnant before or after the promotion round?',
    'Do you tell your boss that you are pregnant before or after the promotion round',
    [
      'tell your boss that you are pregnant before the promotion round',
      'tell your boss that you are pregnant after the promotion round',
    ],
  ],
  [
    'We have two candidates: Anna, who knows the market but wants 140k, and Piotr, who is cheaper. Anna or Piotr?',
    'Anna or Piotr',
    ['go with Anna', 'go with Piotr'],
  ],
  [
    'I don’t know whether I should go back to university at 41 or not.',
    'Whether to go back to university at 41',
    ['go back to university at 41'],
  ],
  [
    'Would it be smarter to build our own warehouse, or should we renew the contract with our logistics partner?',
    'Build your own warehouse or renew the contract with your logistics partner',
    ['build your own warehouse', 'renew the contract with your logistics partner'],
  ],
  [
    'Our band was offered a record deal: 50/50 split, three albums, they own the masters. Take it, counter, or stay independent?',
    'Take the record deal, counter or stay independent',
    ['take the record deal', 'counter', 'stay independent'],
  ],
  ['Should we sue?', 'Whether to sue', ['sue']],
  [
    'Either we invest 200k in a new line or we outsource production to Poland. The bank will not lend us more than 150k.',
    'Invest 200k in a new line or outsource production to Poland',
    ['invest 200k in a new line', 'outsource production to Poland'],
  ],
];
