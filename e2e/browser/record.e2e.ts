import { AxeBuilder } from '@axe-core/playwright';
import { readFile } from 'node:fs/promises';
import type { Locator, Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { PROBLEMS, ended } from '../rig/meeting.ts';
import { Person } from '../rig/person.ts';
import { waitFor } from '../rig/wait.ts';
import { flaws } from './rig/looks.ts';
import { setScene, stepByStep } from './rig/scene.ts';
import { takenOver } from './rig/visit.ts';

const scene = setScene('quick');
stepByStep();
let person: Person;
let id: string;
let page: Page;
let complaints: string[];
beforeAll(async () => {
  person = await Person.signUp(scene.stack.origin);
  id = await person.convene(PROBLEMS[0]!, { skip_clarification: true, insist_on_board: true });
  await ended(scene.stack, id);
  // Boards ask the web when they need to: this record cites a page for certain.
  const db = await scene.stack.db();
  await db.query(
    `insert into sources (session_id, sub_problem_index, number, round, title, url, snippet)
     values ($1, 0, 1, 1, 'Rents in Ghent', 'https://example.org/rents', '') on conflict (session_id, sub_problem_index, number)
     do update set title = excluded.title, url = excluded.url`,
    [id],
  );
  await db.query(
    `update decision_records set content = jsonb_set(content, '{rationale}', to_jsonb((content->>'rationale') || ' [S1]'))
     where session_id = $1`,
    [id],
  );
  ({ page, complaints } = await scene.open({ person }));
  await page.goto(`/meetings/${id}/record`);
  await takenOver(page.getByRole('button', { name: 'Share' }));
}, 120_000);

const detail = async () => (await person.call('GET', `/api/v1/sessions/${id}`)).json;
const section = (name: string): Locator => page.getByRole('region', { name, exact: true });

test('an option is chosen with one press, taken back by Undo, and chosen again with a note', async () => {
  const [first, second] = (await detail()).record.options.map(({ title }: { title: string }) => title);
  const choice = section('Your choice');
  await choice.getByRole('button', { name: first, exact: true }).click();
  await choice.getByRole('button', { name: 'Take back' }).waitFor();
  await waitFor('the choice', async () => (await detail()).chosen === first);
  await page.getByRole('button', { name: 'Undo' }).click();
  await choice.getByText('Which way do you go?').waitFor();
  await waitFor('no choice', async () => (await detail()).chosen === null);

  await choice.getByRole('button', { name: 'Something else' }).click();
  await choice.getByRole('radio', { name: second }).check();
  await choice.getByLabel('Note').fill('The lease is shorter than we thought.');
  await choice.getByRole('button', { name: 'Save your choice' }).click();
  await choice.getByText('The lease is shorter than we thought.').waitFor();
  await page.getByRole('table').getByText('chosen', { exact: true }).first().waitFor();
});

test('its outcome and an action’s state are kept, and are there after a reload and in the list', async () => {
  await section('Your choice').getByRole('button', { name: 'It went well' }).click();
  await section('Your choice').getByLabel('What happened').fill('Sales doubled.');
  await section('Your choice').getByRole('button', { name: 'Save the outcome' }).click();
  await section('Your choice').getByText('Sales doubled.').waitFor();
  await section('Actions').getByRole('combobox').first().selectOption('In progress');
  await section('Actions')
    .getByRole('button', { name: /^Change date of/ })
    .first()
    .click();
  await section('Actions')
    .getByLabel(/^Due date of/)
    .fill('2027-06-30');
  await section('Actions').getByRole('button', { name: 'Save' }).click();
  await waitFor('everything kept', async () => {
    const { outcome, actions } = await detail();
    return outcome === 'went_well' && actions[0].status === 'in_progress' && actions[0].due_date === '2027-06-30';
  });
  await page.reload();
  await section('Your choice').getByText('Sales doubled.').waitFor();
  expect(await section('Actions').getByRole('combobox').first().inputValue()).toBe('in_progress');
  await section('Actions').getByText('30 Jun 2027').waitFor();
  expect(await flaws(page, /^Decision record/)).toEqual([]);
  await page.goto('/meetings');
  await page.getByText(/^You chose: .* · it went well$/).waitFor();
  await page.goBack();
});

test('an action is added with its owner, what would reopen it gets a reminder, and their days a calendar', async () => {
  const actions = section('Actions');
  await actions.getByRole('button', { name: 'Add an action' }).click();
  const form = page.getByRole('form', { name: 'New action' });
  await form.getByLabel('What to do').fill('Call the landlord');
  await form.getByLabel('By when').fill('2027-01-10');
  await form.getByLabel('Who does it').fill('Nora');
  await form.getByRole('button', { name: 'Add the action' }).click();
  await actions.getByRole('heading', { name: 'Call the landlord' }).waitFor();

  const reopen = section('What would reopen it');
  await reopen
    .getByRole('button', { name: /^Set a reminder/ })
    .first()
    .click();
  await reopen.getByLabel('By when').fill('2027-03-01');
  await reopen.getByRole('button', { name: 'Add the reminder' }).click();
  await reopen.getByText(/^To be looked at on/).waitFor();
  expect(await flaws(page, /^Decision record/)).toEqual([]);
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    actions.getByRole('link', { name: 'Days for your calendar' }).click(),
  ]);
  const calendar = await readFile(await download.path(), 'utf8');
  expect(calendar).toContain('SUMMARY:Call the landlord');
  expect(calendar).toContain('DTSTART;VALUE=DATE:20270301');
  await actions.getByRole('button', { name: 'Remove: Call the landlord' }).click();
  await waitFor('the action gone', async () => !JSON.stringify((await detail()).actions).includes('the landlord'));
});

test('a citation is followed to its source, and the record prints with all that is folded', async () => {
  const [, told] = [await page.reload(), section('Sources')];
  await told.getByRole('link', { name: /Rents in Ghent/ }).waitFor();
  await section('Why').getByRole('link', { name: 'Source S1' }).click();
  expect(new URL(page.url()).hash).toBe('#source-0-S1');
  expect(await flaws(page, /^Decision record/)).toEqual([]);
  await page.emulateMedia({ media: 'print' });
  await told.getByText('https://example.org/rents').waitFor();
  await page.emulateMedia({ media: 'screen' });
});

test('the record is downloaded as PDF and as Markdown, named after the decision', async () => {
  for (const [format, begin] of [
    ['PDF', '%PDF-1.7'],
    ['Markdown', '# '],
  ] as const) {
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: format }).click(),
    ]);
    expect(download.suggestedFilename()).toMatch(/^decision-[\p{L}\p{N}-]+\.(pdf|md)$/u);
    const bytes = await readFile(await download.path());
    expect(bytes.subarray(0, begin.length).toString()).toBe(begin);
  }
});

test('a link shows the record to a stranger, and nothing once it is revoked', async () => {
  await page.getByRole('button', { name: 'Share' }).click();
  const panel = page.getByRole('dialog', { name: 'Share this record' });
  await panel.getByText('No links yet.').waitFor();
  await panel.getByLabel('Works for').selectOption('7 days');
  await panel.getByRole('switch', { name: 'Show my choice' }).click();
  await panel.getByRole('button', { name: 'Make a link' }).click();
  const address = panel.getByLabel(/^Address of the link/);
  const url = await address.inputValue();
  // The page behind is hidden from everybody: the panel is judged by itself.
  const { violations } = await new AxeBuilder({ page }).include('[role=dialog]').setLegacyMode(true).analyze();
  expect(violations.map(({ id, help }) => `${id}: ${help}`)).toEqual([]);

  const stranger = await scene.open({});
  const answer = await stranger.page.goto(url);
  expect(answer!.status()).toBe(200);
  expect(answer!.headers()).toMatchObject({ 'x-robots-tag': 'noindex, nofollow', 'referrer-policy': 'no-referrer' });
  await stranger.page.getByText(/^Shared to read, until/).waitFor();
  const { record } = await detail();
  await stranger.page.getByText(record.decision).first().waitFor();
  await stranger.page.getByText('Sales doubled.').waitFor();
  const shown = await stranger.page.content();
  for (const secret of [id, person.email]) expect(shown).not.toContain(secret);
  expect(await stranger.page.getByRole('button').count()).toBe(await stranger.page.locator('summary').count());
  expect(stranger.complaints).toEqual([]);

  await panel.getByRole('button', { name: 'Revoke' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Revoke' }).click();
  await panel.getByText(/^revoked /).waitFor();
  expect(await address.count()).toBe(0);
  const gone = await stranger.page.reload();
  expect(gone!.status()).toBe(404);
  await stranger.page.getByRole('heading', { name: 'This link does not work' }).waitFor();
  expect(await stranger.page.content()).not.toContain(record.decision);
  expect(complaints).toEqual([]);
});
