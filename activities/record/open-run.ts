import type { RunLimits, Tier } from '@bo1/contracts/meeting/values';
import { BUDGET_MICROS } from '@bo1/contracts/money/values';
import type { Prisma, Tx } from '@bo1/prisma/client';
import type { LockedSession, NewEvent } from '@bo1/prisma/events';
import { openBudget, reserve } from '@bo1/prisma/ledger';
import { failure } from '../failures.ts';
import { pinsOf, type Pins } from '../llm/pins.ts';
import { SUB_PROBLEMS_BY_TIER } from '../meeting/decompose.ts';
import { flagsIn } from '../meeting/flags.ts';
import { CLOSING_RESERVATION, factKey } from '../meeting/keys.ts';
import { TEMPLATES_VERSION } from '../meeting/prompts/version.ts';
import type { OpenedRun, RunRef } from '../meeting/types.ts';
import { closingWorstCase, materialBytesAtStart } from '../meeting/worst-case.ts';
import type { ActivityDeps } from '../ports/deps.ts';
import { worstCaseMicros } from './round-money.ts';
import { onSession } from './transaction.ts';

/** RecordActivities.openRun. Once a run is open, a repeat changes nothing, whatever the settings are by then. */
export function openRun(deps: ActivityDeps, run: RunRef): Promise<OpenedRun> {
  return onSession<OpenedRun>(deps, run, async (tx, session) => {
    if (session.closedAttempt >= run.attempt) {
      return { events: [], result: { already_ended: true, limits: limitsOf(deps, session) } };
    }
    const pins = await pin(deps, tx, run, session);
    await setClosingAside(deps, tx, session, pins);
    return {
      events: [opening(run, session, pins, deps.settings.simulated)],
      status: 'running',
      step: 'route',
      result: { already_ended: false, limits: pins.limits },
    };
  });
}

const limitsOf = ({ settings, search }: ActivityDeps, session: LockedSession): RunLimits => ({
  ...settings.limits,
  skip_clarification: session.skipClarification,
  insist_on_board: session.insistOnBoard,
  research: Boolean(search),
});

/** Settings as they are now, unless this attempt has its own already. */
async function pin(deps: ActivityDeps, tx: Tx, run: RunRef, session: LockedSession): Promise<Pins> {
  if (session.attempt === run.attempt && session.pins !== null) return pinsOf(session);
  const { models, prices, simulated } = deps.settings;
  const flagged = flagsIn(session.problemStatement);
  const used = new Set(Object.values(models).flatMap((roles) => Object.values(roles)));
  const pins: Pins = {
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

/** The ending is paid for before anything else is: a meeting that runs out of money still gets its decision record. */
async function setClosingAside(deps: ActivityDeps, tx: Tx, session: LockedSession, pins: Pins): Promise<void> {
  const sessionId = session.id;
  await openBudget(tx, { sessionId, limitMicros: BUDGET_MICROS[session.tier as Tier] });
  const usage = closingWorstCase({
    material_bytes: materialBytesAtStart(session.problemStatement),
    rounds: pins.limits.max_rounds,
    sub_problems: SUB_PROBLEMS_BY_TIER[session.tier as Tier],
  });
  const amountMicros = worstCaseMicros(deps, pins, usage);
  const held = await reserve(tx, { sessionId, key: CLOSING_RESERVATION, amountMicros });
  if (!held) throw failure('budget_exhausted', "The meeting's budget does not cover its closing steps.");
}

function opening(run: RunRef, session: LockedSession, pins: Pins, simulated: boolean): NewEvent {
  if (run.attempt > 1) {
    return { type: 'retried', data: { attempt: run.attempt }, dedupeKey: factKey(run, 'started') };
  }
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
