import { Prisma, type Db, type Tx } from '../client.ts';
import type { LlmAnswer } from '../generated/client.ts';
import { storableJson } from '../storable.ts';

/** The answer to keep for one call. */
export interface NewAnswer {
  sessionId: string;
  callKey: string;
  provider: string;
  model: string;
  templateVersion: string;
  promptHash: string;
  /** `{text, truncated}`, or the tool's validated input. */
  content: Prisma.InputJsonValue;
  stopReason: string;
}

/** The kept answer of a call, or null. */
export function storedAnswer(
  db: Db | Tx,
  { sessionId, callKey }: { sessionId: string; callKey: string },
): Promise<LlmAnswer | null> {
  return db.llmAnswer.findUnique({ where: { sessionId_callKey: { sessionId, callKey } } });
}

/**
 * Keeps the answer of a call and gives the one that is kept: where there was one already (an attempt that was taken for dead
 * had finished) that one stays, and the step goes on with it.
 */
export function keepingAnswer(answer: NewAnswer): Prisma.Sql {
  const content = JSON.stringify(storableJson(answer.content));
  // The idle update makes the kept row come back where there is one.
  return Prisma.sql`
    insert into llm_answers as kept
      (session_id, call_key, provider, model, template_version, prompt_hash, content, stop_reason, created_at)
    values (${answer.sessionId}, ${answer.callKey}, ${answer.provider}, ${answer.model}, ${answer.templateVersion},
      ${answer.promptHash}, ${content}::jsonb, ${answer.stopReason}, clock_timestamp())
    on conflict (session_id, call_key) do update set call_key = kept.call_key
    returning session_id as "sessionId", call_key as "callKey", provider, model, template_version as "templateVersion",
      prompt_hash as "promptHash", content, stop_reason as "stopReason", created_at as "createdAt"`;
}
