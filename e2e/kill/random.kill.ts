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

let stack: ProductStack;
beforeAll(async () => {
  stack = await ProductStack.start({ BO1_SESSION_LIMIT: '1000' });
}, 120_000);
afterAll(() => stack?.end(), 60_000);

test(`random schema-valid answers bring each of ${MEETINGS} meetings to an end`, async () => {
  const person = await Person.signUp(stack.origin);
  const ends: Record<string, number> = {};
  const problems: string[] = [];
  for (let first = 0; first < MEETINGS; first += AT_ONCE) {
    await stack.simulator.configure({ mode: 'random', call_ms: 0, seed: first });
    const ids = await Promise.all(
      Array.from({ length: AT_ONCE }, (_, index) =>
        person.convene(PROBLEMS[(first + index) % PROBLEMS.length]!, {
          skip_clarification: index % 2 === 0,
          insist_on_board: index % 3 !== 0,
        }),
      ),
    );
    await Promise.all(ids.map((id) => answerWhenAsked(person, id)));
    for (const id of ids) {
      const end = await ended(stack, id);
      ends[end] = (ends[end] ?? 0) + 1;
    }
    const db = await stack.db();
    for (const id of ids) problems.push(...(await brokenInvariants(db, id)));
  }
  report('random schema-valid answers', { meetings: MEETINGS, ...ends, 'broken invariants': problems.length });
  expect(problems).toEqual([]);
  expect(ends).toEqual({ complete: MEETINGS });
}, 600_000);

/** Skips whatever is asked, before the rounds and between them, until the meeting has ended. */
async function answerWhenAsked(person: Person, id: string): Promise<void> {
  await waitFor(
    `the end of ${id}`,
    async () => {
      const { json } = await person.call('GET', `/api/v1/sessions/${id}`);
      if (json.status === 'waiting_for_answers' && json.open_questions.length > 0) {
        await person.call('POST', `/api/v1/sessions/${id}/clarifications`, {
          answers: [],
          skip: json.open_questions.map((question: { id: string }) => question.id),
        });
      }
      return (TERMINAL_STATUSES as readonly string[]).includes(json.status);
    },
    { within: 300_000, every: 250 },
  );
}
