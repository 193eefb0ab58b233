import { sessionDetail } from '@bo1/contracts/meeting/schema';
import { recordDocument } from '@bo1/contracts/record/document';
import { recordMarkdown } from '@bo1/contracts/record/markdown';
import { readEvents } from '@bo1/prisma/events';
import { DETAIL, toDetail } from '@bo1/prisma/session-views';
import { withHeartbeat } from '../llm/heartbeat.ts';
import type { RunRef } from '../meeting/types.ts';
import type { ActivityDeps } from '../ports/deps.ts';

/** DataActivities.archive. Writes the same two objects again when repeated. */
export function archive(deps: ActivityDeps, run: RunRef): Promise<{ archived: boolean }> {
  return withHeartbeat(() => writeArchive(deps, run));
}

/** The finished record as files, for keeps: the meeting with its log, and the decision as people read it. No costs. */
export async function writeArchive(deps: ActivityDeps, run: RunRef): Promise<{ archived: boolean }> {
  const id = run.session_id;
  const row = await deps.db.session.findUnique({ where: { id }, include: DETAIL });
  // The next attempt has begun: it archives its own record.
  if (row === null || row.attempt > run.attempt) return { archived: false };
  const folder = `sessions/${id}/${run.attempt}`;
  const keys = { archiveJsonKey: `${folder}/record.json`, archiveMarkdownKey: `${folder}/record.md` };
  // As the row will be once these files are there; what is kept for good must keep to the contract.
  const session = sessionDetail.parse(toDetail({ ...row, ...keys }));
  const { record } = session;
  if (record === null) return { archived: false };
  const events = await readEvents(deps.db, { sessionId: id, after: 0 });
  const json = JSON.stringify({ session, events }, null, 2);
  await deps.files.put(keys.archiveJsonKey, json, 'application/json; charset=utf-8');
  const markdown = recordMarkdown(recordDocument({ ...session, record }, events));
  await deps.files.put(keys.archiveMarkdownKey, markdown, 'text/markdown; charset=utf-8');
  await deps.db.session.updateMany({ where: { id, attempt: run.attempt }, data: keys });
  return { archived: true };
}
