import { readEvents } from '@bo1/prisma/events';
import { withHeartbeat } from '../llm/heartbeat.ts';
import type { RunRef } from '../meeting/types.ts';
import type { ActivityDeps } from '../ports/deps.ts';
import { readDetail } from './detail.ts';
import { recordMarkdown } from './markdown.ts';

/** DataActivities.archive. Writes the same two objects again when repeated. */
export function archive(deps: ActivityDeps, run: RunRef): Promise<{ archived: boolean }> {
  return withHeartbeat(() => writeArchive(deps, run));
}

/** The finished record as files, for keeps: the meeting with its log, and the decision as people read it. No costs. */
export async function writeArchive(deps: ActivityDeps, run: RunRef): Promise<{ archived: boolean }> {
  const detail = await readDetail(deps.db, run.session_id);
  if (detail === null || detail.record === null) return { archived: false };
  const events = await readEvents(deps.db, { sessionId: run.session_id, after: 0 });
  const folder = `sessions/${run.session_id}/${run.attempt}`;
  const keys = { archiveJsonKey: `${folder}/record.json`, archiveMarkdownKey: `${folder}/record.md` };
  const json = JSON.stringify({ session: detail, events }, null, 2);
  await deps.files.put(keys.archiveJsonKey, json, 'application/json; charset=utf-8');
  const markdown = recordMarkdown({ ...detail, record: detail.record }, events);
  await deps.files.put(keys.archiveMarkdownKey, markdown, 'text/markdown; charset=utf-8');
  await deps.db.session.updateMany({ where: { id: run.session_id }, data: keys });
  return { archived: true };
}
