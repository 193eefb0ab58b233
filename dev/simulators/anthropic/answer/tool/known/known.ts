import type { Mind } from '../../mind.ts';
import type { Bag } from '../meaning-strategy.ts';
import type { Schema } from '../schema.ts';
import { actionPlan } from './actions.ts';
import { clarification } from './clarification.ts';
import { decomposition } from './decomposition.ts';
import { facilitation } from './facilitation.ts';
import { judgement } from './judgement.ts';
import { replies } from './replies.ts';
import { recommendation } from './recommendation.ts';
import { record } from './record.ts';
import { routing } from './routing.ts';
import { selection } from './selection.ts';

type Knowledge = (mind: Mind, schema: Schema) => Bag;

/** What a tool is about, told by its name; the first row that fits. */
const TOOLS: readonly [RegExp, Knowledge][] = [
  [/repl(?:y|ies)/i, replies],
  [/rout/i, routing],
  [/clarif|question/i, clarification],
  [/decompos|sub_?problem/i, decomposition],
  [/select|expert|panel/i, selection],
  [/judg|signal|round/i, judgement],
  [/facilitat|moderat/i, facilitation],
  [/recommend|vote|ballot/i, recommendation],
  [/action|plan|task/i, actionPlan],
  [/record|decision|synthes|conclu|format/i, record],
];

/** All that can be said for a tool, with the scenario's own words laid over it. */
export function knownFor(mind: Mind, tool: string, schema: Schema): Bag {
  const knowledge = TOOLS.find(([name]) => name.test(tool))?.[1] ?? record;
  const scripted = (mind.scenario?.tools ?? []).filter(
    (answer) =>
      answer.tool === tool &&
      (answer.round === undefined || answer.round === mind.reading.round) &&
      (answer.expert === undefined || answer.expert === mind.reading.persona?.code),
  );
  return scripted.reduce<Bag>((bag, answer) => ({ ...bag, ...answer.input }), knowledge(mind, schema));
}
