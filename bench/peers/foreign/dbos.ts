/**
 * DBOS as its documentation has it: one workflow function, a step for each model call, steps of a fan-out at once, and
 * whatever was pending when the process died recovered by `launch`.
 */
import { DBOS } from '@dbos-inc/dbos-sdk';
import { type Contribution, isFacilitated, KEYS, type Shape, upTo } from '../board.ts';
import { createCaller } from '../caller.ts';
import { engineEnv } from '../env.ts';
import { serveBoards } from '../served.ts';

const env = engineEnv();
const call = createCaller(env.vendor);

async function holdBoard(meeting: string, shape: Shape): Promise<Contribution[]> {
  const ask = (key: string): Promise<string> => DBOS.runStep(() => call(meeting, key), { name: key });
  const contributions: Contribution[] = [];
  for (const key of KEYS.opening) await ask(key);
  for (let round = 1; round <= shape.rounds; round++) {
    const said = await Promise.all(upTo(shape.experts).map((expert) => ask(KEYS.contribution(round, expert))));
    contributions.push(...said.map((text, expert) => ({ round, expert, text })));
    const sides = upTo(shape.calls_beside_the_judge).map((side) => KEYS.side(round, side));
    await Promise.all([KEYS.judge(round), ...sides].map(ask));
    if (isFacilitated(shape, round)) await ask(KEYS.facilitate(round));
  }
  await Promise.all(upTo(shape.experts).map((expert) => ask(KEYS.vote(expert))));
  for (const key of KEYS.closing) await ask(key);
  return contributions;
}

const board = DBOS.registerWorkflow(holdBoard, { name: 'board' });
DBOS.setConfig({ name: 'peers', systemDatabaseUrl: env.databaseUrl, logLevel: 'error' });
await DBOS.launch();

// A workflow id is begun once: said again, it is joined.
serveBoards(async (id, shape) => (await DBOS.startWorkflow(board, { workflowID: id })(id, shape)).getResult());
