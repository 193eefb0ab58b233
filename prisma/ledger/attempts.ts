import type { Tx } from '../client.ts';
import type { LlmAnswer } from '../generated/client.ts';
import { BudgetExhausted, requireMicros, requireOpen, type LockedBudget } from './budget.ts';
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
 *
 * @param budget as this transaction locked it
 */
export async function beginAttempt(tx: Tx, budget: LockedBudget | undefined, call: CallToMake): Promise<Begun> {
  requireMicros(call.worstCaseMicros);
  const found = await enter(tx, call);
  if (found.entered) return { kind: 'begun', ...found.entered };
  const answer = found.answered ? await storedAnswer(tx, call) : null;
  if (answer) return { kind: 'stored', answer };
  requireOpen(budget);
  if (!found.covered) throw new BudgetExhausted("The meeting's budget does not cover this call.");
  // A dead attempt is charged what it held: neither the reservation's rest nor the free money changes by it.
  await presumeDangling(tx, call);
  const { entered } = await enter(tx, call);
  if (!entered) throw new BudgetExhausted("The meeting's budget does not cover this call.");
  return { kind: 'begun', ...entered };
}

interface Entry {
  answered: boolean;
  /** The money is there. */
  covered: boolean;
  /** The attempt's row; null where the call is answered, in flight, not covered, or the budget is not open. */
  entered: { attemptId: string; number: number } | null;
}

/**
 * Enters the attempt, if it may be made. One statement: its snapshot is younger than the budget's lock, so that no other
 * attempt or reservation of the meeting can come between what it reads and what it writes.
 */
async function enter(tx: Tx, call: CallToMake): Promise<Entry> {
  const { sessionId, callKey, reservationKey, worstCaseMicros } = call;
  const [row] = await tx.$queryRaw<[Entry]>`
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
    ), budget as (
      select state = 'open' as pays, limit_micros - settled_micros - presumed_micros - flying.micros as money
      from budgets, flying where session_id = ${sessionId}
    ), position as (
      select mine.attempts, mine.dangling, ${worstCaseMicros}::bigint as worst, coalesce(pays, false) as pays, money,
        greatest(0, least(${worstCaseMicros}::bigint, named))::bigint as drawn, set_aside.micros as set_aside,
        exists (select from llm_answers where session_id = ${sessionId} and call_key = ${callKey}) as answered
      from mine cross join set_aside left join budget on true
    ), judged as (
      -- Money less than what is set aside: a call cost more than its worst case. The set-aside pays as far as it goes.
      select *, coalesce(worst - drawn <= greatest(0, money - set_aside) and worst <= money, false) as covered
      from position
    ), allowed as (
      select * from judged where covered and pays and not answered and not dangling
    ), taken as (
      update reservations r set used_micros = r.used_micros + a.drawn from allowed a
      where r.session_id = ${sessionId} and r.key = ${reservationKey} and r.state = 'open' and a.drawn > 0
    ), entered as (
      insert into llm_attempts (id, session_id, call_key, number, provider, model, template_version, prompt_hash,
        reservation_key, reserved_micros, drawn_micros, input_tokens, output_tokens, price_version, created_at)
      select gen_random_uuid(), ${sessionId}, ${callKey}, attempts + 1, ${call.provider}, ${call.model},
        ${call.templateVersion}, ${call.promptHash}, ${reservationKey}, worst, drawn, ${call.inputTokens}::int,
        ${call.maxOutputTokens}::int, ${call.priceVersion}, clock_timestamp()
      from allowed
      returning id, number
    )
    select answered, covered, case when entered.id is not null
      then json_build_object('attemptId', entered.id, 'number', entered.number) end as entered
    from judged left join entered on true`;
  return row;
}
