import type { LoggedEvent } from '../../e2e/rig/invariants.ts';
import type { ProductStack } from '../../e2e/rig/stack.ts';

/** The part that depends on another, in the plan that the meetings are scripted to. */
const DEPENDENT = 2;
const ON = 0;
/** Enough of a decision to know it by. */
const KNOWN_BY = 60;

/** Prompts of the experts whose part builds on another, as the vendor got them: does each hold what was decided there? */
export async function dependentPrompts(
  stack: ProductStack,
  sessionId: string,
  log: LoggedEvent[],
): Promise<{ read: number; without: number }> {
  const complete = log.find(({ type, data }) => type === 'sub_problem_complete' && data.sub_problem_index === ON);
  const decision = String(complete?.data.record.decision ?? '').slice(0, KNOWN_BY);
  const db = await stack.db();
  const { rows } = await db.query<{ request_id: string }>(
    `select request_id from llm_attempts
      where session_id = $1 and call_key like $2 and state = 'settled' and request_id is not null`,
    [sessionId, `sp${DEPENDENT}/r%/contribute`],
  );
  let without = 0;
  for (const { request_id } of rows) {
    const { prompt_text } = await stack.simulator.prompt(request_id);
    if (decision === '' || !prompt_text.includes(decision)) without += 1;
  }
  return { read: rows.length, without };
}
