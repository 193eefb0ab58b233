import type { Tx } from '../client.ts';
import type { LlmAnswer } from '../generated/client.ts';
import { BudgetExhausted, lockBudget, requireMicros, requireOpen } from './budget.ts';
import { presumeDangling } from './settlement.ts';
import { storedAnswer } from './answers.ts';

export interface CallToMake {
  sessionId: string;
  /** The call's domain name, e.g. `sp0/r2/cfo/contribute`. */
  callKey: string;
  /** The reservation that pays first, e.g. `sp0/r2`; what it lacks comes out of the unreserved rest. */
  reservationKey: string;
  provider: string;
  model: string;
  templateVersion: string;
  promptHash: string;
  priceVersion: string;
  /** Upper bound of what the call can cost. */
  worstCaseMicros: number;
  /** Upper bounds, kept as the attempt's tokens where nobody can tell better. */
  inputTokens: number;
  maxOutputTokens: number;
}

export type Begun =
  | { kind: 'stored'; answer: LlmAnswer }
  /** The call may be made, once, and must be settled or presumed. `number` counts the attempts of the call from 1. */
  | { kind: 'begun'; attemptId: string; number: number };

/**
 * Before each call: gives the stored answer where there is one; else enters the attempt into the ledger with its worst case
 * held. An attempt of the same call still in flight is taken for dead and presumed. No call begins unless all that was
 * spent, all in flight and its own worst case fit the limit, whatever earlier calls cost. Throws BudgetExhausted,
 * SpendingPaused, SpendingStopped; nothing is written then.
 */
export async function beginAttempt(tx: Tx, call: CallToMake): Promise<Begun> {
  requireMicros(call.worstCaseMicros);
  const budget = await lockBudget(tx, call.sessionId);
  const { answered, attempts, dangling, left, setAside, flying } = await position(tx, call);
  const answer = answered ? await storedAnswer(tx, call) : null;
  if (answer) return { kind: 'stored', answer };
  requireOpen(budget);
  const drawn = Math.max(0, Math.min(call.worstCaseMicros, left));
  const money = budget.limit - budget.settled - budget.presumed - flying;
  // Below 0 where a call cost more than its worst case: what was set aside still pays, as far as there is money behind it.
  const free = Math.max(0, money - setAside);
  if (call.worstCaseMicros - drawn > free || call.worstCaseMicros > money)
    throw new BudgetExhausted("The meeting's budget does not cover this call.");
  // A dead attempt is charged what it held: neither the reservation's rest nor the free money changes by it.
  if (dangling) await presumeDangling(tx, call);
  return { kind: 'begun', attemptId: await enter(tx, call, attempts + 1, drawn), number: attempts + 1 };
}

interface Position {
  answered: boolean;
  attempts: number;
  dangling: boolean;
  /** What the named reservation can still give. */
  left: number;
  /** What all reservations can still give. */
  setAside: number;
  /** What calls in flight hold. */
  flying: number;
}

type Money = 'left' | 'setAside' | 'flying';

async function position(tx: Tx, { sessionId, callKey, reservationKey }: CallToMake): Promise<Position> {
  const [row] = await tx.$queryRaw<[Omit<Position, Money> & Record<Money, bigint>]>`
    with mine as (
      select count(*)::int as attempts, coalesce(bool_or(state = 'reserved'), false) as dangling
      from llm_attempts where session_id = ${sessionId} and call_key = ${callKey}
    ), flying as (
      select coalesce(sum(reserved_micros), 0) as micros
      from llm_attempts where session_id = ${sessionId} and state = 'reserved'
    ), set_aside as (
      select coalesce(sum(amount_micros - used_micros), 0) as micros,
        coalesce(sum(amount_micros - used_micros) filter (where key = ${reservationKey}), 0) as named
      from reservations where session_id = ${sessionId} and state = 'open'
    )
    select exists (select from llm_answers where session_id = ${sessionId} and call_key = ${callKey}) as answered,
      attempts, dangling, named::bigint as left, set_aside.micros::bigint as "setAside", flying.micros::bigint as flying
    from mine, flying, set_aside`;
  return { ...row, left: Number(row.left), setAside: Number(row.setAside), flying: Number(row.flying) };
}

async function enter(tx: Tx, call: CallToMake, number: number, drawn: number): Promise<string> {
  const [row] = await tx.$queryRaw<[{ id: string }]>`
    with taken as (
      update reservations set used_micros = used_micros + ${drawn}::bigint
      where session_id = ${call.sessionId} and key = ${call.reservationKey} and state = 'open'
    )
    insert into llm_attempts (id, session_id, call_key, number, provider, model, template_version, prompt_hash,
      reservation_key, reserved_micros, drawn_micros, input_tokens, output_tokens, price_version, created_at)
    values (gen_random_uuid(), ${call.sessionId}, ${call.callKey}, ${number}::int, ${call.provider}, ${call.model},
      ${call.templateVersion}, ${call.promptHash}, ${call.reservationKey}, ${call.worstCaseMicros}::bigint, ${drawn}::bigint,
      ${call.inputTokens}::int, ${call.maxOutputTokens}::int, ${call.priceVersion}, clock_timestamp())
    returning id::text`;
  return row.id;
}
