import type { Mind } from '../mind.ts';

/** What has to hold when everything stays as it is. */
export const waitingConditions = (mind: Mind): string[] => [
  'the question is put again on a fixed date within three months',
  `${mind.problem.kind.signal} is measured from now on, so that the next discussion rests on figures`,
  'those who wait for an answer are told this week, with the reason',
];
