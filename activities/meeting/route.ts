import type { Route } from '@bo1/contracts/meeting/values';
import { callTool } from '../llm/call.ts';
import type { Commit } from '../llm/step.ts';
import type { ActivityDeps } from '../ports/deps.ts';
import { onSession } from '../record/transaction.ts';
import { callOf } from './calls.ts';
import { factKey, stepReservation } from './keys.ts';
import { routePrompt } from './prompts/route.ts';
import { readBrief, readSession } from './read/brief.ts';
import { tidy } from './repair/texts.ts';
import { routeTool } from './tools/route-decision.ts';
import type { RunRef } from './types.ts';
import type { Tx } from '@bo1/prisma/client';

const INSISTED = 'You asked for the board.';
const REASONS: Record<Route, string> = {
  board: 'Several fields have to be weighed against each other.',
  single: 'One expert can answer this.',
};

/** LlmActivities.route. A person who insists on the board gets it without a call. */
export async function route(deps: ActivityDeps, run: RunRef): Promise<{ route: Route }> {
  const session = await readSession(deps.db, run);
  if (session.insistOnBoard) {
    return onSession(deps, run, (tx) => decided(tx, run, { route: 'board', reason: INSISTED, insisted: true }));
  }
  const brief = await readBrief(deps.db, run);
  return callTool(deps, {
    ...callOf(run, 'route', 'route', stepReservation('route')),
    prompt: routePrompt({ brief }),
    tool: routeTool(),
    begin: () => Promise.resolve({ events: [], step: 'route' }),
    commit: (tx, _session, { content }) =>
      decided(tx, run, {
        route: content.route,
        reason: tidy(content.reason, 200, REASONS[content.route]),
        insisted: false,
      }),
  });
}

async function decided(
  tx: Tx,
  run: RunRef,
  decision: { route: Route; reason: string; insisted: boolean },
): Promise<Commit<{ route: Route }>> {
  await tx.session.update({ where: { id: run.session_id }, data: { route: decision.route } });
  return {
    result: { route: decision.route },
    events: [{ type: 'route_decided', data: decision, dedupeKey: factKey(run, 'route') }],
    step: 'route',
  };
}
