import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { PROBLEMS, ended } from '../rig/meeting.ts';
import { Person } from '../rig/person.ts';
import { waitFor } from '../rig/wait.ts';
import { setScene, stepByStep } from './rig/scene.ts';
import { meetingOn, takenOver } from './rig/visit.ts';

const scene = setScene('quick');
let person: Person;
let page: Page;
let complaints: string[];
/** A meeting of the person, whose questions were answered. */
let id: string;

beforeAll(async () => {
  person = await Person.signUp(scene.stack.origin);
  id = await person.convene(PROBLEMS[0]!);
  const questions = await waitFor('the questions', async () => {
    const { json } = await person.call('GET', `/api/v1/sessions/${id}/events?after=0`);
    return json.events.find((event: { type: string }) => event.type === 'clarification_required');
  });
  await person.answerQuestions(id, questions);
  await ended(scene.stack, id);
  ({ page, complaints } = await scene.open({ person }));
});

const keptAnswers = async (): Promise<{ question: string; answer: string }[]> =>
  (await person.call('GET', '/api/v1/context/answers')).json.answers;

describe('settings, context', () => {
  stepByStep();
  test('the business profile is saved, read back, deleted and brought back', async () => {
    await page.goto('/settings/context');
    await takenOver(page.getByLabel('Company'));
    expect(await page.getByRole('button', { name: 'Save profile' }).isDisabled()).toBe(true);
    await page.getByLabel('Company').fill('A family bakery in Ghent');
    await page.getByLabel('Goals').fill('A second source of income');
    await page.getByRole('button', { name: 'Save profile' }).click();
    await page.getByText('Business profile saved').waitFor();
    await page.reload();
    await page.getByRole('button', { name: 'Delete profile' }).waitFor();
    expect(await page.getByLabel('Company').inputValue()).toBe('A family bakery in Ghent');
    await page.getByRole('button', { name: 'Delete profile' }).click();
    await page.getByText('Business profile deleted').waitFor();
    expect(await page.getByLabel('Company').inputValue()).toBe('');
    await page.getByRole('button', { name: 'Undo', exact: true }).click();
    await page.getByRole('button', { name: 'Delete profile' }).waitFor();
    expect(await page.getByLabel('Goals').inputValue()).toBe('A second source of income');
    const { json } = await person.call('GET', '/api/v1/context/profile');
    expect(json).toMatchObject({ company: 'A family bakery in Ghent', goals: 'A second source of income' });
  });

  test('a kept answer is edited, deleted, brought back, and gone once the page is left', async () => {
    const before = await keptAnswers();
    expect(before.length).toBeGreaterThan(0);
    const { question } = before[0]!;
    await page.getByRole('button', { name: `Edit the answer to: ${question}` }).click();
    await page.getByRole('textbox', { name: `Answer to: ${question}` }).fill('Two bakers from May on.');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByText('Two bakers from May on.').waitFor();

    const remove = page.getByRole('button', { name: `Delete the answer to: ${question}` });
    await remove.click();
    await remove.waitFor({ state: 'hidden' });
    await page.getByRole('button', { name: 'Undo', exact: true }).last().click();
    await remove.waitFor();
    expect(await keptAnswers()).toContainEqual(
      expect.objectContaining({ question, answer: 'Two bakers from May on.' }),
    );

    await remove.click();
    await remove.waitFor({ state: 'hidden' });
    await page.goto('/help');
    await waitFor('the answer to be gone', async () => (await keptAnswers()).length === before.length - 1);
  });

  test('"skip questions by default" changes what a new meeting does', async () => {
    await page.goto('/settings/context');
    const skip = page.getByRole('switch', { name: 'Skip questions by default' });
    await takenOver(skip);
    await skip.click();
    await page.getByRole('switch', { name: 'Skip questions by default', checked: true }).waitFor();
    await waitFor('the setting to be kept', async () => {
      const { json } = await person.call('GET', '/api/v1/me');
      return json.skip_clarification_by_default;
    });
    await page.goto('/meetings/new');
    await page.getByRole('switch', { name: 'Start without questions', checked: true }).waitFor();
    await page.getByLabel('What do you have to decide?').fill(PROBLEMS[3]!);
    await page.getByRole('button', { name: 'Convene the board' }).click();
    const other = await meetingOn(page);
    await page.getByRole('heading', { name: /^Round 1\b/ }).waitFor();
    expect(await page.getByRole('heading', { name: 'Questions' }).count()).toBe(0);
    await page.getByText('A family bakery in Ghent').or(page.getByText('Business profile')).first().waitFor();
    expect(await ended(scene.stack, other)).toBe('complete');
    expect(complaints).toEqual([]);
  });
});

describe('doors', () => {
  test('somebody else’s meeting, a malformed and an unknown address are "no such meeting"', async () => {
    const stranger = await Person.signUp(scene.stack.origin);
    const { page: door } = await scene.open({ person: stranger });
    for (const path of [
      `/meetings/${id}`,
      `/meetings/${id}/record`,
      '/meetings/bo1_00000000-0000-4000-8000-000000000000',
      '/meetings/not-an-id',
    ]) {
      await door.goto(path);
      await door.getByRole('heading', { name: 'There is no such meeting' }).waitFor();
      expect(await door.getByText('bakery').count()).toBe(0);
    }
    await door.getByRole('link', { name: 'Back to your meetings' }).click();
    await door.getByRole('heading', { name: 'No meetings yet' }).waitFor();
  });

  test('who is signed out comes back to the page after signing in', async () => {
    const { page: door } = await scene.open();
    await door.goto(`/meetings/${id}/record`);
    await door.waitForURL(/\/sign-in\?next=/);
    await takenOver(door.getByLabel('E-mail'));
    await door.getByLabel('E-mail').fill(person.email);
    await door.getByLabel('Password').fill('not the password');
    await door.getByRole('button', { name: 'Sign in', exact: true }).click();
    await door.getByRole('alert').getByText('do not belong together').waitFor();
    await door.getByLabel('Password').fill(Person.PASSWORD);
    await door.getByRole('button', { name: 'Sign in', exact: true }).click();
    await door.waitForURL(`**/meetings/${id}/record`);
    await door.getByRole('heading', { name: 'Who disagreed and why' }).waitFor();
  });

  test('a form that is sent before the script of its page runs puts nothing into the address', async () => {
    const context = await scene.browser.newContext({ javaScriptEnabled: false, baseURL: scene.stack.origin });
    const door = await context.newPage();
    for (const [path, button] of [
      ['/sign-in', 'Sign in'],
      ['/sign-up', 'Create account'],
    ] as const) {
      await door.goto(path);
      if (path === '/sign-up') await door.getByLabel('Name').fill('A Person');
      await door.getByLabel('E-mail').fill(person.email);
      await door.getByLabel('Password').fill(Person.PASSWORD);
      const sent = door.waitForResponse((response) => response.request().method() === 'POST');
      await door.getByRole('button', { name: button, exact: true }).click();
      expect((await sent).status()).toBe(200);
      await door.getByRole('button', { name: button, exact: true }).waitFor();
      expect(door.url()).toBe(scene.stack.origin + path);
    }
    await context.close();
  });

  test('who is signed out while reading keeps what is there, and comes back by a link', async () => {
    const reader = await Person.signUp(scene.stack.origin);
    const { page: door, context } = await scene.open({ person: reader });
    const asking = await reader.convene(PROBLEMS[1]!);
    await door.goto(`/meetings/${asking}`);
    // Not what may be said to the board meanwhile, which is there before its questions are.
    const answer = door
      .getByRole('main')
      .getByRole('textbox', { description: /Why it is asked/ })
      .first();
    await takenOver(answer);
    await answer.fill('Nine months of cash');
    await reader.call('POST', '/api/auth/sign-out', {});
    await context.setOffline(true);
    await context.setOffline(false);
    await door.getByRole('status').getByText('You are signed out.').waitFor();
    expect(await answer.inputValue()).toBe('Nine months of cash');
    await door.getByRole('link', { name: 'Sign in and come back' }).click();
    await takenOver(door.getByLabel('E-mail'));
    await door.getByLabel('E-mail').fill(reader.email);
    await door.getByLabel('Password').fill(Person.PASSWORD);
    await door.getByRole('button', { name: 'Sign in', exact: true }).click();
    await door.waitForURL(`**/meetings/${asking}`);
    await waitFor('the draft', async () => (await answer.inputValue()) === 'Nine months of cash');
  });

  test('a sign-out elsewhere leads this window to the sign-in page', async () => {
    const visitor = await Person.signUp(scene.stack.origin);
    const { page: door, context } = await scene.open({ person: visitor });
    await door.goto('/meetings');
    await door.getByRole('heading', { name: 'No meetings yet' }).waitFor();
    const tab = await context.newPage();
    await tab.goto('/settings');
    await tab.getByRole('main').getByRole('button', { name: 'Sign out' }).click();
    await tab.waitForURL(/\/sign-in/);
    await door.getByRole('link', { name: 'Settings' }).click();
    await door.waitForURL(/\/sign-in\?next=%2Fsettings/);
  });
});
