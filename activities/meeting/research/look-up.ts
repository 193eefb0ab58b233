import { inTransaction, type Db, type Prisma } from '@bo1/prisma/client';
import { AttemptClosed } from '@bo1/prisma/events';
import {
  beginAttempt,
  lockMeeting,
  presumeAttempt,
  settleAttempt,
  settleWithAnswer,
  type Settlement,
} from '@bo1/prisma/ledger';
import { storableJson } from '@bo1/prisma/storable';
import { z } from 'zod';
import type { ActivityDeps } from '../../ports/deps.ts';
import { SearchError, type FoundPage, type SearchPort } from '../../ports/search.ts';
import { roundKey } from '../keys.ts';
import { SOURCES_A_QUERY } from '../prompts/research.ts';
import type { RoundRef, RunRef } from '../types.ts';

export interface Inquiry {
  run: RunRef;
  ref: RoundRef;
  query: string;
  key: string;
}

const pagesSchema = z.array(z.object({ title: z.string(), url: z.string(), snippet: z.string() }));
const NO_TOKENS = { input_tokens: 0, output_tokens: 0, cache_read_tokens: 0, cache_write_tokens: 0 };

/** Look-ups under way in this process: two boards of a meeting that ask the same wait for one answer. */
const underWay = new Map<string, Promise<FoundPage[]>>();

/**
 * Pages for a query: what this meeting was answered before, what another was answered a short while ago, or what the search says
 * now; the last is paid out of the round's money like a call of the model. Throws a SearchError, or the ledger's refusal.
 */
export function lookUp(
  deps: ActivityDeps,
  port: SearchPort,
  inquiry: Inquiry,
  signal: AbortSignal,
): Promise<FoundPage[]> {
  const name = `${inquiry.run.session_id}/${inquiry.key}`;
  const known = underWay.get(name);
  if (known) return known;
  const work = found(deps, port, inquiry, signal).finally(() => underWay.delete(name));
  underWay.set(name, work);
  return work;
}

const callKeyOf = (inquiry: Inquiry): string => `search/${inquiry.key.slice(0, 16)}`;

async function found(deps: ActivityDeps, port: SearchPort, inquiry: Inquiry, signal: AbortSignal) {
  const cached = await fromCache(deps, inquiry.key);
  if (cached) return cached;
  const begun = await begin(deps, port, inquiry);
  if ('stored' in begun) return begun.stored;
  const ending = (costMicros: number, failure: string | null): Settlement => ({
    sessionId: inquiry.run.session_id,
    attemptId: begun.attemptId,
    costMicros,
    usage: NO_TOKENS,
    failure,
  });
  let pages: FoundPage[];
  try {
    pages = await port.search(inquiry.query, SOURCES_A_QUERY, signal);
  } catch (error) {
    const refused = error instanceof SearchError && error.refused;
    const type = error instanceof SearchError ? (error.failure.type ?? 'internal') : 'internal';
    const failure = signal.aborted ? 'cancelled' : type;
    const ended = ending(refused ? 0 : port.price.micros, failure);
    await inTransaction(deps.db, (tx) => (refused ? settleAttempt : presumeAttempt)(tx, ended));
    throw error;
  }
  return keep(deps, port, inquiry, pages, ending(port.price.micros, null));
}

async function fromCache({ db, clock, settings }: ActivityDeps, key: string): Promise<FoundPage[] | null> {
  const row = await db.searchAnswer.findUnique({ where: { queryKey: key } });
  if (!row || row.fetchedAt.getTime() + (settings.search_cache_ms ?? 0) <= clock.now().getTime()) return null;
  return pagesSchema.safeParse(row.results).data ?? null;
}

/** The ledger's row of the query, or what this meeting was told before. */
function begin(
  { db }: { db: Db },
  port: SearchPort,
  inquiry: Inquiry,
): Promise<{ attemptId: string } | { stored: FoundPage[] }> {
  const { run, ref, key } = inquiry;
  return inTransaction(db, async (tx) => {
    const { session, budget } = await lockMeeting(tx, run.session_id);
    const begun = await beginAttempt(tx, budget, {
      sessionId: run.session_id,
      callKey: callKeyOf(inquiry),
      reservationKey: roundKey(ref),
      ...descriptionOf(port, key),
      priceVersion: port.price.version,
      worstCaseMicros: port.price.micros,
      inputTokens: 0,
      maxOutputTokens: 0,
    });
    if (begun.kind === 'stored') return { stored: pagesSchema.parse(begun.answer.content) };
    if (session.closedAttempt >= run.attempt) throw new AttemptClosed('The attempt has ended.');
    return { attemptId: begun.attemptId };
  });
}

const descriptionOf = (port: SearchPort, key: string) => ({
  provider: port.provider,
  model: 'web-search',
  templateVersion: 'search@1',
  promptHash: key,
});

/** One transaction: the answer, for this meeting and for others, and its money. */
function keep(
  { db, clock }: ActivityDeps,
  port: SearchPort,
  inquiry: Inquiry,
  pages: FoundPage[],
  settlement: Settlement,
): Promise<FoundPage[]> {
  const content = storableJson(pages) as unknown as Prisma.InputJsonValue;
  const fresh = { provider: port.provider, results: content, fetchedAt: clock.now() };
  return inTransaction(db, async (tx) => {
    await lockMeeting(tx, inquiry.run.session_id);
    const kept = await settleWithAnswer(tx, settlement, {
      sessionId: inquiry.run.session_id,
      callKey: callKeyOf(inquiry),
      ...descriptionOf(port, inquiry.key),
      content,
      stopReason: 'answered',
    });
    await tx.searchAnswer.upsert({
      where: { queryKey: inquiry.key },
      create: { queryKey: inquiry.key, ...fresh },
      update: fresh,
    });
    return pagesSchema.parse(kept.content);
  });
}
