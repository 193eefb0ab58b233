import type { Schema } from './schema.ts';

/** Inclusive bounds and the step between valid values; 0 = any. */
export interface NumberBounds {
  low: number;
  high: number;
  step: number;
}

const TINY = 1e-6;

export function numberBounds(schema: Schema, integer: boolean): NumberBounds {
  const step = integer ? wholeStep(schema.multipleOf ?? 1) : (schema.multipleOf ?? 0);
  const gap = step === 0 ? TINY : step * TINY;
  const low = Math.max(schema.minimum ?? -Infinity, (schema.exclusiveMinimum ?? -Infinity) + gap);
  const high = Math.min(schema.maximum ?? Infinity, (schema.exclusiveMaximum ?? Infinity) - gap);
  return { low, high, step };
}

/** The smallest whole multiple of a step: 3 for 1.5. */
function wholeStep(step: number): number {
  for (let times = 1; times <= 1_000; times++) if (Number.isInteger(times * step)) return times * step;
  return step;
}

/** The valid number next to `wanted`. */
export function nearestNumber(wanted: number, { low, high, step }: NumberBounds): number {
  const inside = Math.min(high, Math.max(low, wanted));
  if (step === 0) return inside;
  const clean = (count: number): number => Number((count * step).toPrecision(12));
  const nearest = clean(Math.round(inside / step));
  if (nearest < low) return clean(Math.ceil(low / step));
  if (nearest > high) return clean(Math.floor(high / step));
  return nearest;
}
