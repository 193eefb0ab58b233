import { type Figure } from './figure.ts';
import type { Reading } from './reading.ts';
import type { MessagesRequest } from '@bo1/dev/simulators/anthropic/wire/request';
import { seenPrompt, type SeenPrompt } from './prompts.ts';
import type { Script } from './script.ts';

/** What was seen on the wire of one meeting. */
export interface Wire {
  /** Prompts of round 1, and bytes of any expert's lines in them. */
  blind: number;
  leaked: number;
  /** Prompts of later rounds that do hold peers' lines: the marker works. */
  seeing: number;
  /** Orders of the material that the model would have carried out. */
  obeyed: number;
  /** Of boards that are held for their cost. */
  prompts: SeenPrompt[];
}

export const nothingSeen = (): Wire => ({ blind: 0, leaked: 0, seeing: 0, obeyed: 0, prompts: [] });

/** Notes a prompt. Every line of a board occurs in that board only, so that each is its own marker. */
export function notePrompt(
  wire: Wire,
  script: Script,
  reading: Reading,
  request: MessagesRequest,
  keep: boolean,
): void {
  const step = reading.tool ?? reading.step;
  if (step === 'contribute') {
    const own = script.experts.indexOf(reading.persona);
    const bytes = linesIn(reading.whole, script, own);
    if (reading.round === 1) {
      wire.blind += 1;
      wire.leaked += bytes;
    } else if (bytes > 0) wire.seeing += 1;
  }
  const prompt = keep ? seenPrompt(step, reading, request) : null;
  if (prompt) wire.prompts.push(prompt);
}

/** Bytes of arguments and facts of anybody but `own`, of all rounds. A stance is a name of an option, which anybody may use. */
function linesIn(prompt: string, script: Script, own: number): number {
  const texts = new Set(
    script.lines.flatMap((rounds, role) =>
      role === own
        ? []
        : rounds
            .flat()
            .filter((line) => line.kind !== 'stance')
            .map((line) => line.text),
    ),
  );
  return [...texts].reduce((sum, text) => sum + (prompt.includes(text) ? Buffer.byteLength(text) : 0), 0);
}

export function blindness(wires: readonly Wire[]): Figure {
  const sum = (of: (wire: Wire) => number): number => wires.reduce((total, wire) => total + of(wire), 0);
  const leaked = sum((wire) => wire.leaked);
  const seeing = sum((wire) => wire.seeing);
  return {
    figure: "bytes of peers' text in round-1 prompts",
    required: '0',
    measured: String(leaked),
    n: `${sum((wire) => wire.blind)} prompts; ${seeing} later ones hold such text`,
    met: leaked === 0 && seeing > 0,
  };
}
