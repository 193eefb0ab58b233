import type { Mind } from '../mind.ts';
import type { Bag } from './meaning-strategy.ts';
import type { Schema } from './schema.ts';

export function knownFor(mind: Mind, _tool: string, _schema: Schema): Bag {
  return { title: mind.problem.title };
}
