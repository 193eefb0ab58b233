import type { StopRule } from '@bo1/contracts/meeting/values';
import type { Tx } from '@bo1/prisma/client';

/** Why the rounds of a sub-problem ended; the meeting has the rule that was kept last. */
export async function keepStopRule(
  tx: Tx,
  ended: { sessionId: string; subProblemIndex: number; rule: StopRule },
): Promise<void> {
  const { sessionId, subProblemIndex, rule } = ended;
  await tx.subProblem.updateMany({ where: { sessionId, index: subProblemIndex }, data: { stopRule: rule } });
  await tx.session.update({ where: { id: sessionId }, data: { stopRule: rule } });
}
