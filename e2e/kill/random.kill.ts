import { TERMINAL_STATUSES } from '@bo1/contracts/meeting/values';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { report } from '../rig/figures.ts';
import { brokenInvariants } from '../rig/invariants.ts';
import { PROBLEMS, ended } from '../rig/meeting.ts';
import { Person } from '../rig/person.ts';
import { ProductStack } from '../rig/stack.ts';
import { waitFor } from '../rig/wait.ts';

const MEETINGS = 100;
const AT_ONCE = 20;
/** Of those at once: so many of a tier with several sub-problems, the others with one. */
const OF_PRO = 4;

let stack: ProductStack;
beforeAll(async () => {
  stack = await ProductStack.start({ BO1_SESSION_LIMIT: '1000', BO1_MAX_ROUNDS: '2' });
}, 120_000);
afterAll(() => stack?.end(), 60_000);

test(`random schema-valid answers bring each of ${MEETINGS} meetings to an end`, async () => {
  const db = await stack.db();
  const ends: Record<string, number> = {};
  const problems: string[] = [];
  for (let first = 0; first < MEETINGS; first += AT_ONCE) {
    await stack.simulator.configure({ mode: 'random', call_ms: 0, seed: first });
    const [pro, starter] = await Promise.all([Person.signUp(stack.origin), Person.signUp(stack.origin)]);
    await db.query(`update users set tier = 'starter' where email = $1`, [starter.email]);
    const ids = await Promise.all(
      Array.from({ length: AT_ONCE }, (_, index) =>
        (index < OF_PRO ? pro : starter).convene(PROBLEMS[(first + index) % PROBLEMS.length]!, {
          skip_clarification: index % 2 === 0,
          insist_on_board: index % 3 !== 0,
        }),
      ),
    );
    const [ofPro, ofStarter] = [ids.slice(0, OF_PRO), ids.slice(OF_PRO)];
    await Promise.all([answerUntilTheEnd(pro, ofPro), answerUntilTheEnd(starter, ofStarter)]);
    for (const id of ids) {
      const end = await ended(stack, id);
      ends[end] = (ends[end] ?? 0) + 1;
    }
    for (const id of ids) problems.push(...(await brokenInvariants(db, id)));
  }
  const { rows } = await db.query(
    'select sum(round_count)::int as rounds, (select count(*)::int from sub_problems) as boards from sessions',
  );
  const { rounds, boards } = rows[0];
  report('random schema-valid answers', {
    meetings: MEETINGS,
    ...ends,
    rounds,
    'sub-problems': boards,
    'broken invariants': problems.length,
  });
  expect(problems).toEqual([]);
  expect(ends).toEqual({ complete: MEETINGS });
}, 600_000);

/** Skips whatever is asked, before the rounds and between them, until each of the meetings has ended. */
async function answerUntilTheEnd(person: Person, ids: string[]): Promise<void> {
  const db = await stack.db();
  await waitFor(
    'the end of each meeting',
    async () => {
      const { rows } = await db.query(
        `select id, status = 'waiting_for_answers' as asked from sessions where id = any($1) and status <> all($2)`,
        [ids, TERMINAL_STATUSES],
      );
      await Promise.all(rows.filter(({ asked }) => asked).map(({ id }) => skipQuestions(person, id)));
      return rows.length === 0;
    },
    { within: 300_000, every: 250 },
  );
}

async function skipQuestions(person: Person, id: string): Promise<void> {
  const { json } = await person.call('GET', `/api/v1/sessions/${id}`);
  if (json.open_questions.length === 0) return;
  const skip = json.open_questions.map((question: { id: string }) => question.id);
  await person.call('POST', `/api/v1/sessions/${id}/clarifications`, { answers: [], skip });
}
