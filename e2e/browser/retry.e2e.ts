import { afterEach, beforeAll, expect, test } from 'vitest';
import { brokenInvariants, loggedEvents } from '../rig/invariants.ts';
import { ended } from '../rig/meeting.ts';
import { Person } from '../rig/person.ts';
import { GOALS, scriptThreeParts, threeParts } from '../rig/three-parts.ts';
import { mainText } from './rig/visit.ts';
import { setScene } from './rig/scene.ts';

const scene = setScene('quick');
let person: Person;
beforeAll(async () => {
  person = await Person.signUp(scene.stack.origin);
  await scriptThreeParts(scene.stack.simulator);
});
afterEach(() => scene.stack.simulator.clearFaults());

/** A meeting whose second part got no experts: both answers were useless. */
async function partialMeeting(): Promise<string> {
  const match = { tool: 'expert_selection', text: GOALS[1] };
  await scene.stack.simulator.fault({ kind: 'wrong_schema', match, times: 2 });
  const id = await person.convene(threeParts(), { skip_clarification: true, insist_on_board: true });
  expect(await ended(scene.stack, id)).toBe('partial');
  return id;
}

test('a part that failed is tried again by a button; the page goes on, and is the same after a reload', async () => {
  const id = await partialMeeting();
  const { page, complaints } = await scene.open({ person });
  await page.goto(`/meetings/${id}`);
  const again = page.getByRole('button', { name: 'Try again' });
  await again.waitFor();
  const card = await page.getByRole('main').innerText();
  expect(card).toContain(`Taken up again: ${GOALS[1]}`);
  expect(card).toContain(`Kept: ${GOALS[0]} ${GOALS[2]} Also all that was said`);
  await again.dblclick();
  await again.waitFor({ state: 'hidden' });
  await page.getByText('Attempt 2.').waitFor();

  expect(await ended(scene.stack, id)).toBe('complete');
  await page
    .getByRole('button', { name: /^2\. Decide how the oven loan is paid/ })
    .getByText('decided')
    .waitFor();
  const live = await mainText(page);
  await page.reload();
  await page
    .getByRole('button', { name: /^2\. Decide how the oven loan is paid/ })
    .getByText('decided')
    .waitFor();
  await expect.poll(() => mainText(page)).toBe(live);
  expect(await page.getByText('Partly decided').count()).toBe(0);
  expect(complaints).toEqual([]);

  const db = await scene.stack.db();
  expect(await brokenInvariants(db, id)).toEqual([]);
  const log = await loggedEvents(db, id);
  expect(log.filter((event) => event.type === 'retried')).toHaveLength(1);
});

test('another window follows when it is looked at again', async () => {
  const id = await partialMeeting();
  const onLooker = await scene.open({ person });
  await onLooker.page.goto(`/meetings/${id}`);
  await onLooker.page.getByRole('button', { name: 'Try again' }).waitFor();
  expect((await person.call('POST', `/api/v1/sessions/${id}/retry`, {})).status).toBe(200);
  expect(await ended(scene.stack, id)).toBe('complete');
  await onLooker.page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
  await onLooker.page.getByText('Attempt 2.').waitFor();
  expect(await onLooker.page.getByRole('button', { name: 'Try again' }).count()).toBe(0);
});
