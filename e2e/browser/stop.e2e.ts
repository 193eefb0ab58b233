import type { Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { brokenInvariants, loggedEvents } from '../rig/invariants.ts';
import { PROBLEMS, ended, openCalls } from '../rig/meeting.ts';
import { Person } from '../rig/person.ts';
import { waitFor } from '../rig/wait.ts';
import { setScene } from './rig/scene.ts';

const scene = setScene('watchable');
let person: Person;
beforeAll(async () => {
  person = await Person.signUp(scene.stack.origin);
});

/** A meeting in which experts are speaking. */
async function liveMeeting(problem: string): Promise<string> {
  const id = await person.convene(problem, { skip_clarification: true, insist_on_board: true });
  const db = await scene.stack.db();
  await waitFor('a contribution under way', async () =>
    (await openCalls(db, [id])).some((call) => call.endsWith('/contribute')),
  );
  return id;
}

/** How a meeting ended, in everything but its ids: to compare two ways of stopping. */
async function endState(id: string): Promise<object> {
  expect(await ended(scene.stack, id)).toBe('cancelled');
  const db = await scene.stack.db();
  expect(await brokenInvariants(db, id)).toEqual([]);
  const one = async (sql: string) => (await db.query(sql, [id])).rows[0];
  return {
    session: await one('select status, step, attempt, closed_attempt from sessions where id = $1'),
    budget: await one('select state from budgets where session_id = $1'),
    allowance: await one('select state from allowances where session_id = $1'),
    end: Object.keys((await loggedEvents(db, id)).at(-1)!.data).sort(),
  };
}

test('Stop in the app and the cancel button of the engine’s own UI end in the same state', async () => {
  const [byPerson, byAdmin] = await Promise.all([liveMeeting(PROBLEMS[0]!), liveMeeting(PROBLEMS[1]!)]);
  await scene.pace('slow');

  await Promise.all([stopInApp(byPerson), stopInEngine(byAdmin)]);
  const states = [await endState(byPerson), await endState(byAdmin)];
  expect(states[1]).toEqual(states[0]);
});

/** Presses Stop, lets it go on after all, presses again and means it. */
async function stopInApp(id: string): Promise<void> {
  const { page, complaints } = await scene.open({ person });
  await page.goto(`/meetings/${id}`);
  await page.getByRole('button', { name: 'Stop', exact: true }).click();
  const question = page.getByRole('alertdialog', { name: 'Stop this meeting?' });
  await question.getByText('Our bakery in Ghent makes 40,000 euro profit').waitFor();
  await question.getByRole('button', { name: 'Let it go on' }).click();
  await question.waitFor({ state: 'hidden' });
  await page.getByRole('button', { name: 'Stop', exact: true }).click();
  await question.getByRole('button', { name: 'Stop the meeting' }).click();
  await page.getByText('You stopped it.').waitFor();
  expect(await page.getByRole('button', { name: 'Pause' }).count()).toBe(0);
  expect(complaints).toEqual([]);
}

/** Cancels the meeting in the engine's own UI while its person looks on. */
async function stopInEngine(id: string): Promise<void> {
  const onLooker = await scene.open({ person });
  await onLooker.page.goto(`/meetings/${id}`);
  await onLooker.page.getByRole('button', { name: 'Stop', exact: true }).waitFor();
  await cancelAsAdmin(id, ['Lisbon', 'design studio', 'runway', person.email]);
  await onLooker.page.getByText('An administrator stopped this meeting.').waitFor();
  expect(await onLooker.page.getByText('You stopped').count()).toBe(0);
}

/** Finds the run by its id, reads what an admin sees, and presses the button. */
async function cancelAsAdmin(id: string, personal: string[]): Promise<void> {
  const context = await scene.browser.newContext({ viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  const ui = scene.stack.read().temporal.ui_url;
  await page.goto(`${ui}/namespaces/default/workflows?query=${encodeURIComponent(`WorkflowId="${id}"`)}`);
  const link = page.getByRole('link', { name: id }).first();
  await link.waitFor();
  expect(await page.locator('body').innerText()).not.toMatch(new RegExp(personal.join('|')));
  await link.click();
  await page.getByText('Deliberation of sub-problem 1').first().waitFor();
  const timeline = await allText(page);
  await page.getByText('User Metadata').click();
  await page.frameLocator('#user-metadata-summary').getByText('Meeting · Pro · attempt 1').waitFor();
  const shown = timeline + (await allText(page));
  for (const word of personal) expect(shown).not.toContain(word);
  await page.getByRole('button', { name: 'Request Cancellation' }).click();
  await page.getByRole('button', { name: 'Confirm', exact: true }).click();
  await page.getByText('Canceled', { exact: true }).first().waitFor();
  await context.close();
}

/** What a page and the frames in it show. */
async function allText(page: Page): Promise<string> {
  return (await Promise.all(page.frames().map((frame) => frame.locator('body').innerText()))).join('\n');
}
