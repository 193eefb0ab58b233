import type { Tx } from '@bo1/prisma/client';
import type { NewEvent } from '@bo1/prisma/events';
import { noticeOf } from '../../llm/notices.ts';
import type { Commit } from '../../llm/step.ts';
import type { FoundPage } from '../../ports/search.ts';
import { factKey, roundKey } from '../keys.ts';
import type { Source } from '../material.ts';
import type { ResearchOutcome, RoundRef, RunRef } from '../types.ts';
import type { Inquiry } from './look-up.ts';

const UNAVAILABLE = 'The web cannot be asked at the moment. The board goes on with what it knows.';

/**
 * Pages for the board, numbered on through the whole meeting, so that a citation means one page in every part's record and in
 * that of the whole; a board is not given the same page twice. The caller holds the lock on the meeting's row. Run again, it
 * changes nothing.
 */
export async function recordPages(tx: Tx, inquiry: Inquiry, pages: FoundPage[]): Promise<Commit<ResearchOutcome>> {
  const { run, ref } = inquiry;
  const before = await recorded(tx, run, ref);
  if (before) return { ...before, events: [...before.events, ...(await noticeOf(tx, run, 'no_research', null))] };
  const board = { sessionId: run.session_id, subProblemIndex: ref.sub_problem_index };
  const have = await tx.source.findMany({ where: board, select: { url: true } });
  const urls = new Set(have.map(({ url }) => url));
  const fresh = pages.filter(({ url }, index) => !urls.has(url) && pages.findIndex((one) => one.url === url) === index);
  const { _max } = await tx.source.aggregate({ where: { sessionId: run.session_id }, _max: { number: true } });
  const last = _max.number ?? 0;
  const sources = fresh.map((page, index): Source => ({ number: last + index + 1, ...page }));
  const found = sources.length > 0 ? 'sources' : pages.length > 0 ? 'repeated' : 'nothing';
  await tx.source.createMany({ data: sources.map((source) => ({ ...board, round: ref.round, ...source })) });
  await writeInquiry(tx, inquiry, found);
  const told = toldOf(run, ref, inquiry.query, found, sources);
  return { ...told, events: [...told.events, ...(await noticeOf(tx, run, 'no_research', null))] };
}

/** What was recorded of this round's research, in this attempt or an earlier one; null where the search was out of order. */
export async function recorded(tx: Tx, run: RunRef, ref: RoundRef): Promise<Commit<ResearchOutcome> | null> {
  const place = { sessionId: run.session_id, subProblemIndex: ref.sub_problem_index, round: ref.round };
  const inquiry = await tx.inquiry.findUnique({ where: { sessionId_subProblemIndex_round: place } });
  if (!inquiry || inquiry.found === 'unavailable') return null;
  const sources = await tx.source.findMany({ where: place, orderBy: { number: 'asc' } });
  return toldOf(run, ref, inquiry.query, inquiry.found as ResearchOutcome['found'], sources);
}

/** The board has asked this before: what was found then is in its prompts. */
export async function recordRepeated(tx: Tx, inquiry: Inquiry): Promise<Commit<ResearchOutcome>> {
  await writeInquiry(tx, inquiry, 'repeated');
  return toldOf(inquiry.run, inquiry.ref, inquiry.query, 'repeated', []);
}

/** The search is out of order: said once, until it answers again. */
export async function recordOutage(tx: Tx, inquiry: Inquiry): Promise<Commit<ResearchOutcome>> {
  await writeInquiry(tx, inquiry, 'unavailable');
  return {
    result: { source_count: 0, found: 'unavailable' },
    events: await noticeOf(tx, inquiry.run, 'no_research', { message: UNAVAILABLE }),
  };
}

async function writeInquiry(tx: Tx, { run, ref, query, key }: Inquiry, found: ResearchOutcome['found']): Promise<void> {
  const place = { sessionId: run.session_id, subProblemIndex: ref.sub_problem_index, round: ref.round };
  const fields = { query, queryKey: key, found };
  await tx.inquiry.upsert({
    where: { sessionId_subProblemIndex_round: place },
    create: { ...place, ...fields },
    update: fields,
  });
}

function toldOf(
  run: RunRef,
  ref: RoundRef,
  query: string,
  found: ResearchOutcome['found'],
  sources: Source[],
): Commit<ResearchOutcome> {
  const { sub_problem_index, round } = ref;
  const event: NewEvent = {
    type: 'research_found',
    data: {
      sub_problem_index,
      round,
      query,
      sources: sources.map(({ number, title, url, snippet }) => ({ id: `S${number}`, title, url, snippet })),
    },
    dedupeKey: factKey(run, `${roundKey(ref)}/research`),
  };
  const isNews = found === 'sources' || found === 'nothing';
  return { result: { source_count: sources.length, found }, events: isNews ? [event] : [] };
}
