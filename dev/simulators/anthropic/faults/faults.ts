import { z } from 'zod';
import { fractionOf } from '../random.ts';

export const FAULT_KINDS = [
  'rate_limited',
  'spend_limit',
  'overloaded',
  'server_error',
  'hang',
  'slow_drip',
  'cut_stream',
  'overloaded_stream',
  'invalid_json',
  'wrong_schema',
  'empty',
  'refusal',
] as const;
export type FaultKind = (typeof FAULT_KINDS)[number];

const match = z.strictObject({
  tool: z.string().optional(),
  model: z.string().optional(),
  /** A part of the prompt. */
  text: z.string().min(1).optional(),
  /** Only the nth call that matches the rest, counted from 1. */
  nth: z.number().int().positive().optional(),
});

const kinds = z.union([z.enum(FAULT_KINDS).transform((kind) => [kind]), z.array(z.enum(FAULT_KINDS)).min(1)]);

/** Body of `POST /__sim/faults`. With `rate`, each matching call draws from `seed`; else the next `times` are hit. */
export const faultSchema = z
  .strictObject({
    kind: kinds,
    match: match.default({}),
    times: z.number().int().positive().optional(),
    rate: z.number().min(0).max(1).optional(),
    seed: z.union([z.string(), z.number()]).default('1'),
    /** cut_stream, overloaded_stream: output tokens before it strikes. */
    after_tokens: z.number().int().min(0).default(12),
    /** rate_limited: seconds. */
    retry_after: z.number().int().min(0).default(1),
    /** Wait before the fault; slow_drip: between two deltas. */
    delay_ms: z.number().int().min(0).optional(),
  })
  .transform((given) => ({ ...given, times: given.times ?? (given.rate === undefined ? 1 : Number.MAX_SAFE_INTEGER) }));

type FaultRule = z.output<typeof faultSchema> & { id: number; seen: number; left: number };

/** A fault that strikes one call. */
export interface Fault {
  kind: FaultKind;
  afterTokens: number;
  retryAfterSeconds: number;
  delayMs: number | undefined;
}

/** What a rule is matched against. */
export interface CallFacts {
  tool: string | null;
  model: string;
  prompt: string;
  stream: boolean;
}

/** The rules in force, in the order they were given; the first that applies strikes. */
export class Faults {
  private rules: FaultRule[] = [];
  private lastId = 0;

  add(rule: z.output<typeof faultSchema>): number {
    this.lastId += 1;
    this.rules.push({ ...rule, id: this.lastId, seen: 0, left: rule.times });
    return this.lastId;
  }

  list(): FaultRule[] {
    return this.rules;
  }

  clear(): void {
    this.rules = [];
  }

  /** The fault for this call, if any; uses it up. */
  take(call: CallFacts): Fault | null {
    for (const rule of this.rules) {
      if (rule.left === 0 || !matches(rule, call)) continue;
      const possible = rule.kind.filter((kind) => applies(kind, call));
      if (possible.length === 0) continue;
      rule.seen += 1;
      if (rule.match.nth !== undefined && rule.seen !== rule.match.nth) continue;
      if (rule.rate !== undefined && fractionOf(rule.seed, rule.seen, 'strike') >= rule.rate) continue;
      rule.left -= 1;
      const choice = Math.floor(fractionOf(rule.seed, rule.seen, 'kind') * possible.length);
      return {
        kind: possible[choice] as FaultKind,
        afterTokens: rule.after_tokens,
        retryAfterSeconds: rule.retry_after,
        delayMs: rule.delay_ms,
      };
    }
    return null;
  }
}

function matches({ match: { tool, model, text } }: FaultRule, call: CallFacts): boolean {
  return (
    (tool === undefined || tool === call.tool) &&
    (model === undefined || model === call.model) &&
    (text === undefined || call.prompt.includes(text))
  );
}

/** A fault waits for a call it can show itself on. */
function applies(kind: FaultKind, call: CallFacts): boolean {
  if (kind === 'invalid_json' || kind === 'wrong_schema') return call.tool !== null;
  if (kind === 'overloaded_stream' || kind === 'slow_drip') return call.stream;
  return true;
}
