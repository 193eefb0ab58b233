import { leaningOf, type Mind } from '../mind.ts';

export function contribution(mind: Mind): string {
  const { problem, reading } = mind;
  const own = problem.options[leaningOf(mind, reading.persona?.code ?? '', reading.round)];
  return `I would start from ${problem.kind.stake}. For now I lean towards ${own?.ing}.`;
}
