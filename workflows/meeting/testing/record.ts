/**
 * `node workflows/meeting/testing/record.ts [shape …]`: records histories again, all or those named. From the first release
 * on a history is never replaced; before it, the commit says why.
 */
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { startRig } from '../../../temporal/testing.ts';
import { toJson } from '../../../temporal/testing/histories.ts';
import { ScriptedBoard } from './board.ts';
import { runShape, shapes } from './shapes.ts';

const FOLDER = path.join(import.meta.dirname, '../histories');

/** What tells of the machine it was recorded on: process and host names, and paths in stack traces. */
const anonymous = (name: string, value: unknown) => {
  if (name === 'stackTrace') return '';
  return typeof value === 'string' ? value.replaceAll(/\d+@[\w.-]+/g, 'worker') : value;
};

const wanted = process.argv.slice(2);
const rig = await startRig();
const board = new ScriptedBoard();
await rig.startWorker(board.activities);
try {
  for (const [name, shape] of Object.entries(shapes())) {
    if (wanted.length > 0 && !wanted.includes(name)) continue;
    const { session_id } = await runShape(rig, board, shape);
    const recorded = await rig.recorded([session_id]);
    const histories = recorded.map(({ workflowId, history }) => ({ workflowId, history: toJson(history) }));
    await writeFile(path.join(FOLDER, `${name}.json`), `${JSON.stringify(histories, anonymous)}\n`);
    console.log(`${name}: ${histories.length} workflows`);
  }
} finally {
  await rig.close();
}
process.exit();
