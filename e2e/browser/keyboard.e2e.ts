import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { ended } from '../rig/meeting.ts';
import { Person } from '../rig/person.ts';
import { focused, tabTo } from './rig/focus.ts';
import { setScene, stepByStep } from './rig/scene.ts';
import { meetingOn, takenOver } from './rig/visit.ts';

const scene = setScene('watchable');
let person: Person;
let page: Page;
let id: string;
beforeAll(async () => {
  person = await Person.signUp(scene.stack.origin);
  page = (await scene.open()).page;
});

const press = (key: string) => page.keyboard.press(key);

/** Nothing here touches the mouse; every stop of the focus on the way must be seen. */
describe('with the keyboard alone', () => {
  stepByStep();
  test('sign in', async () => {
    await page.goto('/sign-in');
    await takenOver(page.getByLabel('E-mail'));
    await tabTo(page, /^E-mail$/);
    await page.keyboard.type(person.email);
    await tabTo(page, /^Password$/);
    await page.keyboard.type(Person.PASSWORD);
    await press('Enter');
    await page.waitForURL(/\/meetings$/);
  });

  test('skip to the content', async () => {
    await page.getByRole('heading', { name: 'No meetings yet' }).waitFor();
    await press('Tab');
    expect(await focused(page)).toMatchObject({ name: 'Skip to the content', visible: true });
    await press('Enter');
    await page.waitForFunction(() => document.activeElement?.id === 'main');
    await tabTo(page, /^Start your first meeting$/, { most: 1 });
  });

  test('go anywhere by the command menu', async () => {
    await press('Control+k');
    await page.getByRole('dialog', { name: 'Search pages and meetings' }).waitFor();
    await page.keyboard.type('help');
    await press('Enter');
    await page.waitForURL(/\/help$/);
    await press('Control+k');
    await page.getByRole('dialog').waitFor();
    await press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    await press('Control+k');
    await page.keyboard.type('new meet');
    await page.getByRole('option', { name: 'New meeting' }).waitFor();
    await press('Enter');
    await page.waitForURL(/\/meetings\/new$/);
  });

  test('start a meeting', async () => {
    const field = page.getByLabel('What do you have to decide?');
    await takenOver(field);
    await page.waitForFunction(() => document.activeElement?.localName === 'textarea');
    await page.keyboard.type('Should our choir of forty rent the old church, share a school hall, or build a room?');
    await tabTo(page, /^Insist on a full board$/);
    await press('Space');
    await page.getByRole('switch', { name: 'Insist on a full board', checked: true }).waitFor();
    await press('Control+Enter');
    id = await meetingOn(page);
  });

  test('answer one question, skip the others', async () => {
    const fields = page.getByRole('region', { name: 'Questions' }).getByRole('textbox');
    await takenOver(fields);
    const others = (await fields.count()) - 1;
    await tabTo(page, /^1\./);
    await page.keyboard.type('We have saved 18,000 euro and sing on Tuesdays.');
    await tabTo(page, /^Skip this question/);
    for (let skip = 0; skip < others; skip++) {
      await tabTo(page, /^Skip this question/);
      await press('Enter');
    }
    await tabTo(page, /^Send to the board$/);
    await press('Enter');
    await page.getByText('18,000 euro').first().waitFor();
  });

  test('hear one expert alone, and everybody again', async () => {
    await page.getByRole('heading', { name: 'Round 1' }).waitFor();
    const first = page.getByRole('list', { name: 'The board' }).getByRole('button').first();
    await first.focus();
    await press('Enter');
    await page.getByRole('button', { name: 'Show everybody' }).waitFor();
    expect(page.url()).toContain('expert=');
    await press('Enter');
    await page.getByRole('button', { name: 'Show everybody' }).waitFor({ state: 'hidden' });
  });

  test('stop, after a question that names the meeting and whose safe answer has the focus', async () => {
    await tabTo(page, /^Stop$/, { back: true });
    await press('Enter');
    const question = page.getByRole('alertdialog', { name: 'Stop this meeting?' });
    await question.getByText('Should our choir of forty').waitFor();
    expect(await focused(page)).toMatchObject({ name: 'Let it go on', visible: true });
    await press('Escape');
    await question.waitFor({ state: 'hidden' });
    expect(await focused(page)).toMatchObject({ name: 'Stop', visible: true });
    await press('Enter');
    await tabTo(page, /^Stop the meeting$/, { most: 1 });
    await press('Enter');
    await page.getByText('The meeting was stopped').waitFor();
    expect(await ended(scene.stack, id)).toBe('cancelled');
  });
});
