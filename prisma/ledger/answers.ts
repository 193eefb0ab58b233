import { type Prisma, type Db, type Tx } from '../client.ts';
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
 * Keeps the answer of a call. Where one is kept already (an attempt that was taken for dead had finished) that one stays,
 * and is returned: the step goes on with it.
 */
export async function storeAnswer(tx: Tx, answer: NewAnswer): Promise<LlmAnswer> {
  const { content, ...rest } = answer;
  await tx.llmAnswer.createMany({ data: { ...rest, content: storableJson(content) }, skipDuplicates: true });
  return tx.llmAnswer.findUniqueOrThrow({
    where: { sessionId_callKey: { sessionId: answer.sessionId, callKey: answer.callKey } },
  });
}
