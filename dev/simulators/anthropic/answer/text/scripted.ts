import type { Mind } from '../mind.ts';

/**
 * What the scenario makes the expert say in this round: a whole text, or sentences to add. Null when it leaves them free.
 */
export function scriptedLine(mind: Mind): { text?: string; adds?: string[] } | null {
  const { scenario, reading } = mind;
  const code = reading.persona?.code;
  if (scenario === null || code === undefined) return null;
  const line = scenario.contributions?.find((item) => item.expert === code && item.round === reading.round);
  if (line?.text !== undefined) return { text: line.text };
  if (line?.repeats !== undefined) {
    const said = reading.contributions.filter(
      (item) => item.expert === line.repeats && (line.of_round === undefined || item.round === line.of_round),
    );
    const last = said.at(-1);
    if (last !== undefined) return { text: last.text };
  }
  if (line === undefined && scenario.echo_from_round !== undefined && reading.round >= scenario.echo_from_round) {
    const place = reading.contributions.findIndex((item) => item.expert === code);
    const before = reading.contributions.at(place <= 0 ? -1 : place - 1);
    if (before !== undefined) return { text: before.text };
  }
  const facts = reading.round <= 1 ? (scenario.facts?.[code] ?? []) : [];
  return { adds: [...facts, ...(line?.adds ?? [])] };
}
