import { randomUUID } from 'node:crypto';
import { ADMIN_USER } from '@bo1/dev/stack/settings';
import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { PROBLEMS, ended } from '../rig/meeting.ts';
import { Person } from '../rig/person.ts';
import { waitFor } from '../rig/wait.ts';
import { focused, tabTo } from './rig/focus.ts';
import { setScene, stepByStep } from './rig/scene.ts';
import { meetingOn, takenOver } from './rig/visit.ts';

const scene = setScene('watchable');
const email = `keys-${randomUUID()}@example.test`;
let page: Page;
let id: string;
let owner: Person;
/** A meeting that comes to its end while the settings are walked. */
let decided: string;
beforeAll(async () => {
  page = (await scene.open()).page;
});

const press = (key: string) => page.keyboard.press(key);

/** Nothing here touches the mouse; every stop of the focus on the way must be seen. */
describe('with the keyboard alone', () => {
  stepByStep();
  test('create an account, and sign out', async () => {
    await page.goto('/sign-in');
    await takenOver(page.getByLabel('E-mail'));
    await tabTo(page, /^Create an account$/);
    await press('Enter');
    await takenOver(page.getByLabel('Name'));
    for (const [field, text] of [
      [/^Name$/, 'Kay Boards'],
      [/^E-mail$/, email],
      [/^Password$/, Person.PASSWORD],
    ] as const) {
      await tabTo(page, field);
      await page.keyboard.type(text);
    }
    await tabTo(page, /^Create account$/, { most: 2 });
    await press('Enter');
    await page.waitForURL(/\/meetings$/);
    await page.getByRole('heading', { name: 'No meetings yet' }).waitFor();
    await tabTo(page, /^Sign out$/);
    await press('Enter');
    await page.waitForURL(/\/sign-in/);
  });

  test('sign in', async () => {
    await takenOver(page.getByLabel('E-mail'));
    await tabTo(page, /^E-mail$/);
    await page.keyboard.type(email);
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
    const board = page.getByRole('list', { name: 'The board' });
    const [name] = (await board.getByRole('button').first().getAttribute('title'))!.split(',');
    await tabTo(page, new RegExp(name!));
    await press('Enter');
    await board.getByRole('button', { name, pressed: true }).waitFor();
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

  test('say what the board should always know, and start without questions from now on', async () => {
    await scene.pace('quick');
    owner = await Person.signIn(scene.stack.origin, email, Person.PASSWORD);
    decided = await owner.convene(PROBLEMS[0]!, { insist_on_board: true, skip_clarification: true });
    await press('Control+k');
    await page.getByRole('dialog', { name: 'Search pages and meetings' }).waitFor();
    await page.keyboard.type('profile');
    await page.getByRole('option', { name: 'Settings › Context' }).waitFor();
    await press('Enter');
    await page.waitForURL(/\/settings\/context$/);
    await takenOver(page.getByLabel('Company'));
    await tabTo(page, /^Company$/);
    await page.keyboard.type('A choir of forty');
    await tabTo(page, /^Goals$/);
    await page.keyboard.type('A place to sing');
    await tabTo(page, /^Save profile$/);
    await press('Enter');
    await page.getByText('Business profile saved').waitFor();
    await tabTo(page, /^Skip questions by default/, { back: true });
    await press('Space');
    await page.getByRole('switch', { name: 'Skip questions by default', checked: true }).waitFor();
  });

  test('choose an option of a record, share it, and take the link back', async () => {
    expect(await ended(scene.stack, decided)).toBe('complete');
    await page.goto(`/meetings/${decided}/record`);
    await takenOver(page.getByRole('button', { name: 'Share' }));
    await tabTo(page, /^Share$/);
    await press('Enter');
    const panel = page.getByRole('dialog', { name: 'Share this record' });
    await panel.getByText('No links yet.').waitFor();
    await tabTo(page, /^Make a link$/);
    await press('Enter');
    await panel.getByLabel(/^Address of the link/).waitFor();
    await tabTo(page, /^Revoke/);
    await press('Enter');
    await page.getByRole('alertdialog').waitFor();
    await tabTo(page, /^Revoke/, { most: 2 });
    await press('Enter');
    await panel.getByText(/^revoked /).waitFor();
    await press('Escape');
    await panel.waitFor({ state: 'hidden' });
    expect(await focused(page)).toMatchObject({ name: 'Share', visible: true });

    const { json } = await owner.call('GET', `/api/v1/sessions/${decided}`);
    await tabTo(page, literally(json.record.options[0].title));
    await press('Enter');
    await page.getByRole('region', { name: 'Your choice' }).getByRole('button', { name: 'Take back' }).waitFor();
  });

  test('find a meeting among everybody’s, and read what it cost, as an admin', async () => {
    const { demo } = (await (await fetch(`${scene.stack.origin}/api/v1/meta`)).json()) as {
      demo: { password: string };
    };
    const admin = await Person.signIn(scene.stack.origin, ADMIN_USER, demo.password);
    const { page: other } = await scene.open({ person: admin });
    await other.goto('/admin');
    await takenOver(other.getByRole('searchbox', { name: 'Search meetings' }));
    await tabTo(other, /^Search meetings$/);
    await other.keyboard.type(email);
    await other.waitForURL((url) => url.searchParams.get('q') === email);
    const rows = other.getByRole('region', { name: 'Meetings of everybody' }).getByRole('listitem');
    await waitFor('both meetings, and no other', async () => (await rows.count()) === 2);
    expect(await rows.first().innerText()).toContain('Kay Boards');
    await tabTo(other, /^Our bakery in Ghent/);
    await other.keyboard.press('Enter');
    await other.waitForURL(/\/admin\/meetings\/bo1_/);
    await other.getByRole('heading', { name: 'Over the meeting' }).waitFor();
    await tabTo(other, /^Open the meeting$/);
    await other.context().close();
  });
});

const literally = (text: string) => new RegExp(`^${text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}$`);
