import type { RunLimits, Tier } from '@bo1/contracts/meeting/values';
import type { Prisma, Tx } from '@bo1/prisma/client';
import type { LockedSession, NewEvent } from '@bo1/prisma/events';
import { openBudget, reserve, reserveUpTo } from '@bo1/prisma/ledger';
import { failure } from '../failures.ts';
import { pinsOf, type Pins } from '../llm/pins.ts';
import { flagsIn } from '../meeting/flags.ts';
import { CLOSING_RESERVATION, factKey } from '../meeting/keys.ts';
import { TEMPLATES_VERSION } from '../meeting/prompts/version.ts';
import type { OpenedRun, RunRef } from '../meeting/types.ts';
import { closingParts, closingWorstCase, materialBytesAtStart } from '../meeting/worst-case.ts';
import type { ActivityDeps } from '../ports/deps.ts';
import { worstCaseMicros } from './round-money.ts';
import { onSession } from './transaction.ts';

/** RecordActivities.openRun. Once a run is open, a repeat changes nothing, whatever the settings are by then. */
export async function openRun(deps: ActivityDeps, run: RunRef): Promise<OpenedRun> {
  const opened = await onSession<OpenedRun>(deps, run, async (tx, session) => {
    if (session.closedAttempt >= run.attempt) {
      return { events: [], result: { already_ended: true, limits: limitsOf(deps, session) } };
    }
    const pins = await pin(deps, tx, run, session);
    const parts = run.attempt === 1 ? null : await partsOf(tx, session.id);
    await setClosingAside(deps, tx, session, pins, parts);
    return {
      events: [parts ? reopening(run, parts) : opening(run, session, pins, deps.settings.simulated)],
      status: 'running',
      step: 'route',
      result: { already_ended: false, limits: pins.limits },
    };
  });
  deps.log.info({ session_id: run.session_id, attempt: run.attempt }, 'A run is opened');
  return opened;
}

const limitsOf = ({ settings, search }: ActivityDeps, session: LockedSession): RunLimits => ({
  ...settings.limits,
  skip_clarification: session.skipClarification,
  insist_on_board: session.insistOnBoard,
  research: Boolean(search),
});

/** Settings as they are now, unless this attempt has its own already. What the board knows beforehand stays the same. */
async function pin(deps: ActivityDeps, tx: Tx, run: RunRef, session: LockedSession): Promise<Pins> {
  const before = session.pins === null ? null : pinsOf(session);
  if (before && (before.attempt ?? 1) === run.attempt) return before;
  const { models, prices, simulated } = deps.settings;
  const flagged = flagsIn(session.problemStatement);
  const used = new Set(Object.values(models).flatMap((roles) => Object.values(roles)));
  const pins: Pins = {
    attempt: run.attempt,
    ...(before?.context ? { context: before.context } : {}),
    limits: limitsOf(deps, session),
    models,
    template_version: TEMPLATES_VERSION,
    prices: {
      version: prices.version,
      models: Object.fromEntries(Object.entries(prices.models).filter(([model]) => used.has(model))),
    },
  };
  await tx.session.update({
    where: { id: session.id },
    data: { pins: pins as unknown as Prisma.InputJsonValue, simulated, flagged },
  });
  if (flagged.length > 0) deps.log.warn({ session_id: session.id, flagged }, 'The problem statement tries to instruct');
  return pins;
}

/** The sub-problems of a meeting that is tried again. */
interface Parts {
  count: number;
  /** Indexes of those without a result that are deliberated again. */
  again: number[];
}

async function partsOf(tx: Tx, sessionId: string): Promise<Parts> {
  const rows = await tx.subProblem.findMany({ where: { sessionId }, orderBy: { index: 'asc' } });
  const again = rows.filter(({ status }) => status !== 'complete' && status !== 'failed').map(({ index }) => index);
  return { count: rows.length, again };
}

/**
 * The ending is paid for before anything else is: a meeting that runs out of money still gets its decision record. A later
 * attempt has what the earlier ones left: it holds of it what it can, and ends its rounds where nothing is left for them.
 */
async function setClosingAside(
  deps: ActivityDeps,
  tx: Tx,
  session: LockedSession,
  pins: Pins,
  parts: Parts | null,
): Promise<void> {
  const sessionId = session.id;
  const tier = session.tier as Tier;
  const { budgets, cost_notices: notices } = deps.settings;
  await openBudget(tx, { sessionId, limitMicros: budgets[tier], ...(notices && { notices }) });
  const usage = closingWorstCase({
    material_bytes: materialBytesAtStart(session.problemStatement),
    rounds: pins.limits.max_rounds,
    sub_problems:
      parts && parts.count > 0 ? closingParts(parts.count, parts.again.length) : deps.settings.sub_problems[tier],
  });
  const closing = { sessionId, key: CLOSING_RESERVATION, amountMicros: worstCaseMicros(deps, pins, usage) };
  if (parts) await reserveUpTo(tx, closing);
  else if (!(await reserve(tx, closing)))
    throw failure('budget_exhausted', "The meeting's budget does not cover its closing steps.");
}

/** Opens the next attempt in the log. */
export const reopening = (run: RunRef, parts: Parts | null): NewEvent => ({
  type: 'retried',
  data: { attempt: run.attempt, ...(parts && parts.count > 0 ? { again: parts.again } : {}) },
  dedupeKey: factKey(run, 'started'),
});

function opening(run: RunRef, session: LockedSession, pins: Pins, simulated: boolean): NewEvent {
  return {
    type: 'session_started',
    data: {
      problem_statement: session.problemStatement,
      tier: session.tier as Tier,
      skip_clarification: session.skipClarification,
      max_rounds: pins.limits.max_rounds,
      hard_limit_minutes: pins.limits.hard_limit_ms / 60_000,
      simulated,
      flagged: flagsIn(session.problemStatement),
    },
    dedupeKey: factKey(run, 'started'),
  };
}
