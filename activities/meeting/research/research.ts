import type { Tx } from '@bo1/prisma/client';
import type { LockedSession } from '@bo1/prisma/events';
import { Context } from '@temporalio/activity';
import { z } from 'zod';
import { withHeartbeat } from '../../llm/heartbeat.ts';
import type { Commit } from '../../llm/step.ts';
import type { ActivityDeps } from '../../ports/deps.ts';
import { SearchError, type FoundPage } from '../../ports/search.ts';
import { onSession } from '../../record/transaction.ts';
import { missing } from '../read/missing.ts';
import type { ResearchOutcome, RoundRef, RunRef } from '../types.ts';
import { lookUp, type Inquiry } from './look-up.ts';
import { queryKey, searchable } from './query.ts';
import { recorded, recordOutage, recordPages, recordRepeated } from './record.ts';

/** A busy or broken search is tried so often; after that the board goes on without. */
const TRIES = 3;

/** `rounds.decision` as `facilitate` writes it. */
const decision = z.object({ action: z.literal('research'), research: z.object({ query: z.string() }) });

type Write = (tx: Tx, session: LockedSession) => Promise<Commit<ResearchOutcome>>;

/** ResearchActivities.research. */
export function research(deps: ActivityDeps, run: RunRef, ref: RoundRef): Promise<ResearchOutcome> {
  return withHeartbeat(async (signal) => {
    const write = (work: Write): Promise<ResearchOutcome> => onSession(deps, run, work);
    const inquiry = await inquiryOf(deps, run, ref);
    const prior = await priorOf(deps, inquiry);
    if (prior === 'recorded') return write(async (tx) => (await recorded(tx, run, ref)) ?? recordOutage(tx, inquiry));
    if (prior === 'repeated') return write((tx) => recordRepeated(tx, inquiry));
    const pages = await pagesOf(deps, inquiry, signal);
    return write((tx) => (pages ? recordPages(tx, inquiry, pages) : recordOutage(tx, inquiry)));
  });
}

async function inquiryOf({ db, search }: ActivityDeps, run: RunRef, ref: RoundRef): Promise<Inquiry> {
  const place = { sessionId: run.session_id, subProblemIndex: ref.sub_problem_index, round: ref.round };
  const row = await db.round.findUnique({ where: { sessionId_subProblemIndex_round: place } });
  const decided = decision.safeParse(row?.decision).data;
  if (!decided) throw missing('decision to ask the web');
  const query = searchable(decided.research.query);
  return { run, ref, query, key: queryKey(search?.provider ?? '', query) };
}

/** Whether this round's research was recorded before, or the board has asked the same after another round. */
async function priorOf({ db }: ActivityDeps, { run, ref, key }: Inquiry): Promise<'recorded' | 'repeated' | null> {
  const board = { sessionId: run.session_id, subProblemIndex: ref.sub_problem_index };
  const asked = await db.inquiry.findMany({
    where: { ...board, found: { not: 'unavailable' }, OR: [{ round: ref.round }, { queryKey: key }] },
    select: { round: true },
  });
  if (asked.some(({ round }) => round === ref.round)) return 'recorded';
  return asked.length > 0 ? 'repeated' : null;
}

/** Null where the search is out of order and stays so. Throws what another attempt may mend, and the ledger's refusals. */
async function pagesOf(deps: ActivityDeps, inquiry: Inquiry, signal: AbortSignal): Promise<FoundPage[] | null> {
  const { search, log } = deps;
  if (!search || inquiry.query === '') return search ? [] : null;
  try {
    return await lookUp(deps, search, inquiry, signal);
  } catch (error) {
    if (signal.aborted) throw signal.reason;
    if (!(error instanceof SearchError)) throw error;
    const { failure } = error;
    if (!failure.nonRetryable && Context.current().info.attempt < TRIES) throw failure;
    log.warn({ session_id: inquiry.run.session_id, reason: failure.type }, 'The web cannot be asked');
    return null;
  }
}
