import type { DecisionRecord } from '@bo1/contracts/meeting/schema';
import type { Db } from '@bo1/prisma/client';
import { WHOLE_MEETING } from '@bo1/prisma/session-views';

export const OPTIONS = ['Open in May', 'Rent a stall first', 'Pay off the loan', 'Wait a year'] as const;

/** A record with everything a record can have, for tests. */
export const RECORD: DecisionRecord = {
  question: 'Should our bakery in Ghent open a second shop next spring?',
  decision: 'Rent a market stall in spring, and open the second shop in autumn if the stall pays for itself.',
  chosen_option: OPTIONS[1],
  criteria: ['Cash needed', 'Risk', 'What it teaches', 'Reversibility'],
  options: OPTIONS.map((title, at) => ({
    title,
    summary: ['One shop more at once.', 'Test the place cheaply.', 'Less debt first.', 'Look again later.'][at]!,
    assessments: [
      ['45,000 at once, a third of it borrowed', '6,000 until September', '18,000', 'None'][at]!,
      ['High: the lease runs for nine years', 'Low', 'None', 'The corner may be taken'][at]!,
      ['Everything, at full price', 'Whether people come on weekdays', 'Nothing about the second shop', 'Little'][at]!,
      ['Hardly', 'Within a month', 'Not at all', 'Always'][at]!,
    ],
  })),
  rationale:
    'Demand on Saturdays is proven, demand on weekdays is not. A stall measures it for a seventh of the price.\n\n' +
    'The loan costs 4 % a year, which is less than what a wrong lease would cost in its first quarter.',
  confidence: 0.72,
  confidence_basis: 'Three of four agree; the figures for weekdays are estimates.',
  dissent: [
    { expert_code: 'cfo', name: 'Mara Lindqvist', view: 'Pay off the loan first.', reason: 'Runway is five months.' },
  ],
  conditions: ['Rent of the stall stays below 700 a month.', 'One of the two bakers can start at four.'],
  reopen_if: ['The stall sells less than 250 a day in June.', 'The corner shop is let to somebody else.'],
};

const atScope = (sessionId: string, scope: number, content: DecisionRecord) => ({ sessionId, scope, content });

/** Gives a meeting's row its record, two parts and two actions. */
export async function finish(db: Db, id: string, record: DecisionRecord = RECORD): Promise<void> {
  const goals = ['Where to sell', 'How to pay for it'];
  await db.subProblem.createMany({
    data: goals.map((goal, index) => ({ sessionId: id, index, goal, complexity: 4, status: 'complete' })),
  });
  await db.decisionRecord.createMany({
    data: [
      atScope(id, WHOLE_MEETING, record),
      atScope(id, 0, { ...record, question: goals[0]!, decision: 'At the Friday market.', dissent: [] }),
      atScope(id, 1, { ...record, question: goals[1]!, decision: 'From the till, without a loan.', dissent: [] }),
    ],
  });
  await db.action.createMany({
    data: ['Apply for the stall', 'Count the customers'].map((title, index) => ({
      id: `${id}-sp0-a${index + 1}`,
      sessionId: id,
      subProblemIndex: 0,
      position: index,
      title,
      steps: ['Ask the city', 'Sign'],
      successCriteria: ['A place by March'],
      killCriteria: ['No place before June'],
      priority: 'high',
      dueDate: new Date(`2027-0${index + 1}-15`),
      dependsOn: index === 0 ? [] : [`${id}-sp0-a1`],
    })),
  });
  await db.source.createMany({
    data: [0, 1].map((index) => ({
      sessionId: id,
      subProblemIndex: index,
      number: index + 1,
      round: 1,
      title: `Stalls in town ${index + 1}`,
      url: index === 0 ? 'https://example.org/stalls' : 'javascript:alert(1)',
      snippet: 'An excerpt that no record needs.',
    })),
  });
  const ended = { status: 'completed', step: 'ended', closedAttempt: 1, endedAt: new Date('2026-11-22T10:05:00Z') };
  await db.session.update({ where: { id }, data: { ...ended, decision: record.decision, roundCount: 3 } });
}
