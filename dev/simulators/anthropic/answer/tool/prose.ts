import type { Mind } from '../mind.ts';
import type { Prose } from './meaning-strategy.ts';

export function proseOf(mind: Mind): Prose {
  return {
    sentence: (place) =>
      `About ${mind.problem.kind.topic}: ${place.name.replaceAll('_', ' ')} follows from what you described.`,
  };
}
