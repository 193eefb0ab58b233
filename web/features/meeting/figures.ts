/** How far the rounds are: "round 2 of ≤ 5", "3 rounds" once they are over. */
export const roundWords = ({ number, maxRounds }: { number: number; maxRounds: number }, over: boolean): string =>
  over ? `${number} round${number === 1 ? '' : 's'}` : `round ${number} of ≤ ${maxRounds}`;

/** A share as it stands beside a chart: ".62", "1.0". */
export const share = (value: number): string => (value >= 0.995 ? '1.0' : value.toFixed(2).replace(/^0/, ''));
export const percent = (value: number): string => `${Math.round(value * 100)} %`;
