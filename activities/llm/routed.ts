import type { Tx } from '@bo1/prisma/client';
import { failure } from '../failures.ts';
import type { ActivityDeps } from '../ports/deps.ts';
import type { LlmPort } from '../ports/llm.ts';
import { breaker } from './breaker.ts';
import { noticeOf } from './notices.ts';
import { pinsOf } from './pins.ts';
import type { CallStep, Written } from './step.ts';

const FALLBACK =
  'The usual model is out of reach at the moment. Another one stands in for it, and the meeting goes on.';

/**
 * The step, and the one vendor that is asked for it: the first whose circuit is closed, of those whose models and prices are
 * pinned to the run. Readers are told when another than the run's first vendor takes over, and when that one answers again.
 *
 * Only an outage moves a meeting to another vendor. A used-up spend limit or a refused key is somebody's decision or
 * mistake: it ends the step with its own failure, and is not papered over with another account's money.
 */
export async function routed<T, R>(
  deps: ActivityDeps,
  step: CallStep<T, R>,
): Promise<{ deps: ActivityDeps; step: CallStep<T, R> }> {
  const vendors = await pinnedVendors(deps, step);
  const port = breaker.pick(vendors);
  if (vendors.length === 1) return { deps: { ...deps, llm: [port] }, step };
  return { deps: { ...deps, llm: [port] }, step: telling(step, port, port === vendors[0]) };
}

async function pinnedVendors(deps: ActivityDeps, step: { run: { session_id: string } }): Promise<LlmPort[]> {
  if (deps.llm.length === 1) return [...deps.llm];
  const session = await deps.db.session.findUnique({ where: { id: step.run.session_id }, select: { pins: true } });
  if (!session) throw failure('session_missing', 'There is no such meeting.');
  const { models } = pinsOf(session);
  const pinned = deps.llm.filter(({ provider }) => provider in models);
  if (pinned.length > 0) return pinned;
  throw failure('provider_rejected', 'None of the model vendors that this run was opened with is set up any more.');
}

/** A stand-in is told of when it is asked; the preferred one when it has answered. */
function telling<T, R>(step: CallStep<T, R>, port: LlmPort, preferred: boolean): CallStep<T, R> {
  let asked = false;
  const notice = (tx: Tx) => noticeOf(tx, step.run, 'provider_fallback', preferred ? null : { message: FALLBACK });
  return {
    ...step,
    begin: async (tx, session): Promise<Written> => {
      asked = true;
      const written = (await step.begin?.(tx, session)) ?? { events: [] };
      return preferred ? written : { ...written, events: [...(await notice(tx)), ...written.events] };
    },
    commit: async (tx, session, answer) => {
      const committed = await step.commit(tx, session, answer);
      const fresh = asked && answer.provider === port.provider;
      return preferred && fresh ? { ...committed, events: [...(await notice(tx)), ...committed.events] } : committed;
    },
  };
}
