import { readFileSync } from 'node:fs';
import { randomUUID } from 'node:crypto';
import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { brokenInvariants, loggedEvents } from '../rig/invariants.ts';
import { PROBLEMS, ended, openCalls } from '../rig/meeting.ts';
import { Person } from '../rig/person.ts';
import { waitFor } from '../rig/wait.ts';
import type { Watched } from './rig/browser.ts';
import { setScene, stepByStep } from './rig/scene.ts';
import { mainText, meetingOn, takenOver } from './rig/visit.ts';

const scene = setScene('watchable');
const PROBLEM = PROBLEMS[0]!;
const email = `newcomer-${randomUUID()}@example.test`;
let window: Watched;
let page: Page;
let id: string;

beforeAll(async () => {
  window = await scene.open();
  page = window.page;
});

async function contributions(): Promise<{ call_key: string; text: string; round: number }[]> {
  const events = await loggedEvents(await scene.stack.db(), id);
  return events.filter(({ type }) => type === 'contribution').map(({ data }) => data);
}

/** Waits until both windows show the same. */
async function expectSame(one: Page, other: Page): Promise<void> {
  await waitFor('the same page in both windows', async () => (await mainText(one)) === (await mainText(other)), {
    within: 10_000,
  }).catch(async () => expect(await mainText(other)).toBe(await mainText(one)));
}

describe('a newcomer', () => {
  stepByStep();
  test('signs up in the page and finds an empty list with the next step', async () => {
    await page.goto('/');
    await page.waitForURL(/\/sign-in/);
    await page.getByRole('link', { name: 'Create an account' }).click();
    await takenOver(page.getByLabel('Name'));
    await page.getByLabel('Name').fill('Nora Newcomer');
    await page.getByLabel('E-mail').fill(email);
    await page.getByLabel('Password').fill(Person.PASSWORD);
    await page.getByRole('button', { name: 'Create account' }).click();
    await page.waitForURL(/\/meetings$/);
    await page.getByRole('heading', { name: 'No meetings yet' }).waitFor();
    await page.getByRole('link', { name: 'Start your first meeting' }).click();
    await page.waitForURL(/\/meetings\/new$/);
  });

  test('is told in words that a text is too short, and finds the draft again after a reload', async () => {
    const field = page.getByLabel('What do you have to decide?');
    await takenOver(field);
    await field.fill('Move?');
    await page.getByRole('button', { name: 'Convene the board' }).click();
    await page.getByRole('alert').getByText('Describe the decision in at least').waitFor();
    await field.fill(PROBLEM);
    await page.getByRole('alert').getByText('Describe the decision in at least').waitFor({ state: 'hidden' });
    await page.reload();
    await page.getByText('Your draft from before').waitFor();
    expect(await field.inputValue()).toBe(PROBLEM);
  });

  test('starts one meeting with a double click', async () => {
    const convene = page.getByRole('button', { name: 'Convene the board' });
    await takenOver(convene);
    await convene.dblclick();
    id = await meetingOn(page);
    const { sessions } = await page.evaluate(async () => (await fetch('/api/v1/sessions')).json());
    expect(sessions.map((session: { id: string }) => session.id)).toEqual([id]);
  });

  test('answers some questions in the page and skips the rest', async () => {
    await page.getByRole('heading', { name: 'Questions' }).waitFor();
    const answers = page.getByRole('region', { name: 'Questions' }).getByRole('textbox');
    await takenOver(answers);
    await answers.first().fill('We have 25,000 euro in cash and one baker to spare.');
    await page.reload();
    await takenOver(answers);
    expect(await answers.first().inputValue()).toContain('25,000 euro');
    const skip = page.getByRole('button', { name: /^Skip this question/ });
    for (let others = (await answers.count()) - 1; others > 0; others--) await skip.nth(1).click();
    await page.getByRole('button', { name: 'Send to the board' }).click();
    await page.getByRole('heading', { name: 'Plan' }).waitFor();
    await page.getByText('25,000 euro in cash').first().waitFor();
  });

  test('sees text while it is written, before the contribution is in the log', async () => {
    await page.getByRole('heading', { name: 'Round 1' }).waitFor();
    const writing = page.getByRole('log').locator('article[aria-busy="true"]').filter({ hasNotText: 'Thinking' });
    const { key, text } = await waitFor('a text that is being written', async () => {
      const draft = writing.first();
      const callKey = await draft.getAttribute('data-draft', { timeout: 1_000 });
      const soFar = await draft.locator('p').innerText({ timeout: 1_000 });
      return callKey !== null && soFar.length > 60 ? { key: callKey, text: soFar } : undefined;
    });
    expect((await contributions()).map((one) => one.call_key)).not.toContain(key);
    const whole = await waitFor('the whole contribution', async () =>
      (await contributions()).find((one) => one.call_key === key),
    );
    expect(whole.text.startsWith(text.slice(0, 60))).toBe(true);
    await page.getByRole('log').getByText(whole.text.slice(-60)).waitFor();
  });

  test('finds a text that is being written again after a reload', async () => {
    await page.getByRole('heading', { name: 'Round 2' }).waitFor();
    const writing = page.getByRole('log').locator('article[aria-busy="true"]').filter({ hasNotText: 'Thinking' });
    const before = await waitFor('a text that is being written', async () => {
      const soFar = await writing.first().locator('p').innerText({ timeout: 1_000 });
      return soFar.length > 40 && soFar;
    });
    await page.reload();
    await page.getByRole('log').getByText(before.slice(0, 40)).first().waitFor();
  });

  test('sees the same after a pause, a reload and in a second tab', async () => {
    await page.getByRole('button', { name: 'Pause' }).click();
    await page.getByText('Paused. Nothing is spent until you resume.').waitFor();
    const db = await scene.stack.db();
    await waitFor('the calls under way to end', async () => (await openCalls(db, [id])).length === 0);
    const logged = (await loggedEvents(db, id)).at(-1)!.sequence;
    const second = await window.context.newPage();
    await second.goto(page.url());
    await second.getByText('Paused. Nothing is spent until you resume.').waitFor();
    await expectSame(page, second);
    await page.reload();
    await page.getByText('Paused. Nothing is spent until you resume.').waitFor();
    await expectSame(page, second);
    expect((await loggedEvents(db, id)).at(-1)!.sequence).toBe(logged);

    await scene.pace('quick');
    await second.getByRole('button', { name: 'Resume' }).click();
    await page.getByText('Paused. Nothing is spent until you resume.').waitFor({ state: 'hidden' });
    await second.close();
  });

  test('reads the signals of each round', async () => {
    const signals = page.getByRole('complementary', { name: 'Signals and aspects' });
    await signals.getByRole('img', { name: /^Agreement by round\. round 1: / }).waitFor();
    await signals.getByText('As a table').click();
    await signals.getByRole('columnheader', { name: 'Novelty' }).waitFor();
  });

  test('gets a decision, and every contribution stands in its round', async () => {
    await page.getByRole('link', { name: 'Read the decision record' }).waitFor({ timeout: 60_000 });
    expect(await ended(scene.stack, id)).toBe('complete');
    await page.getByRole('heading', { name: /^\d+ actions$/ }).waitFor();
    await page.getByRole('button', { name: 'Stop', exact: true }).waitFor({ state: 'hidden' });
    const said = await contributions();
    for (const round of new Set(said.map((one) => one.round))) {
      const section = page.getByRole('region', { name: new RegExp(`^Round ${round}\\b`) });
      const texts = await section.getByRole('article').allInnerTexts();
      const expected = said.filter((one) => one.round === round);
      expect(texts).toHaveLength(expected.length);
      for (const { text } of expected) expect(texts.join('\n')).toContain(text.split('\n')[0]);
    }
    expect(await brokenInvariants(await scene.stack.db(), id)).toEqual([]);
  });

  test('reads the record, and takes it along', async () => {
    await page.getByRole('link', { name: 'Read the decision record' }).click();
    await page.waitForURL(/\/record$/);
    for (const name of ['Options', 'Why', 'Who disagreed and why', 'Actions', 'How the board got there'])
      await page.getByRole('heading', { name, exact: true }).waitFor();
    expect(await page.getByRole('table').getByText('the board’s choice').count()).toBe(1);
    await page.getByText(/contributions in .* of work/).waitFor();

    const { session } = JSON.parse(await downloaded('JSON'));
    expect(session.id).toBe(id);
    await page.getByText(session.record.decision).first().waitFor();
    const markdown = await downloaded('Markdown');
    expect(markdown).toMatch(/^# /);
    expect(markdown).toContain(session.record.decision);
  });

  test('finds the meeting in the list, by search too', async () => {
    await page.getByRole('navigation', { name: 'Breadcrumb' }).getByRole('link', { name: 'Meetings' }).click();
    const row = page.getByRole('listitem').filter({ hasText: 'Our bakery in Ghent' });
    await row.getByText('Decided').waitFor();
    await page.getByRole('searchbox', { name: 'Search meetings' }).fill('no such words');
    await page.getByRole('heading', { name: 'No meeting fits' }).waitFor();
    expect(page.url()).toContain('q=no');
    await page.getByRole('button', { name: 'Clear the search' }).click();
    await row.waitFor();
    expect(window.complaints).toEqual([]);
  });

  async function downloaded(name: string): Promise<string> {
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name, exact: true }).click(),
    ]);
    return readFileSync(await download.path(), 'utf8');
  }
});
