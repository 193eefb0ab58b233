import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { FIRST_LOAD_LIMIT, firstLoad } from '../../web/scripts/first-load.ts';
import { report } from '../rig/figures.ts';
import { PROBLEMS, ended } from '../rig/meeting.ts';
import { Person } from '../rig/person.ts';
import { waitFor } from '../rig/wait.ts';
import { SCREENS, THEMES, type Screen, type Theme } from './rig/browser.ts';
import { accessibilityProblems, sidewaysScroll, smallTargets } from './rig/looks.ts';
import { keepPicture } from './rig/pictures.ts';
import { setScene } from './rig/scene.ts';

const scene = setScene('quick');
let person: Person;
let newcomer: Person;
/** Meetings of the person by the state they are in. */
const meetings = { decided: '', asking: '', stopped: '', direct: '' };

beforeAll(async () => {
  const { stack } = scene;
  [person, newcomer] = await Promise.all([
    Person.signUp(stack.origin, 'nora@claes-bakery.example'), // seen in the pictures
    Person.signUp(stack.origin),
  ]);
  await person.call('PATCH', '/api/v1/me', { name: 'Nora Claes' });
  meetings.decided = await person.convene(PROBLEMS[0]!);
  await asked(meetings.decided);
  const { json } = await person.call('GET', `/api/v1/sessions/${meetings.decided}/events?after=0`);
  for (const event of json.events) await person.answerQuestions(meetings.decided, event);
  meetings.direct = await person.convene('What is the usual VAT rate on bread in Belgium?');
  meetings.stopped = await person.convene(PROBLEMS[2]!);
  await asked(meetings.stopped);
  await person.call('POST', `/api/v1/sessions/${meetings.stopped}/cancel`);
  await Promise.all([meetings.decided, meetings.direct, meetings.stopped].map((id) => ended(stack, id)));
  await person.call('PUT', '/api/v1/context/profile', {
    company: 'A bakery with a café in the old town of Ghent, run by a family since 1998',
    industry: 'Bakery',
    stage: 'Profitable, 27 years old',
    team: 'Nine: four bakers, four in the shop, one for the books',
    market: 'Neighbours, offices nearby, tourists in summer',
    goals: 'A second source of income by the end of next year',
    constraints: 'No new debt beyond 60,000 euro; closed on Mondays',
  });
  meetings.asking = await person.convene(PROBLEMS[3]!);
  await asked(meetings.asking);
}, 120_000);

async function asked(id: string): Promise<void> {
  await waitFor(`the questions of ${id}`, async () => {
    const { json } = await person.call('GET', `/api/v1/sessions/${id}`);
    return json.status === 'waiting_for_answers';
  });
}

interface PageCase {
  /** Of its picture, when one is kept. */
  picture?: string;
  path: () => string;
  /** What is there when the page is whole. */
  whole: (page: Page) => Promise<unknown>;
  title: RegExp;
  who?: 'nobody' | 'newcomer';
  /** The console says so when the page itself is answered 404. */
  missing?: true;
}

const heading = (name: string | RegExp) => (page: Page) => page.getByRole('heading', { name }).first().waitFor();
const text = (words: string | RegExp) => (page: Page) =>
  page.getByText(words).filter({ visible: true }).first().waitFor();

const PAGES: Record<string, PageCase> = {
  'sign in': {
    picture: 'sign-in',
    path: () => '/sign-in',
    who: 'nobody',
    whole: text('Use the demo account'),
    title: /^Sign in/,
  },
  'sign up': { path: () => '/sign-up', who: 'nobody', whole: heading('Create your account'), title: /^Create your/ },
  meetings: { picture: 'meetings', path: () => '/meetings', whole: text('Decided'), title: /^Meetings/ },
  'meetings, none yet': {
    path: () => '/meetings',
    who: 'newcomer',
    whole: heading('No meetings yet'),
    title: /^Meetings/,
  },
  'meetings, none found': {
    path: () => '/meetings?q=nothing+of+this+name&status=failed',
    whole: heading('No meeting fits'),
    title: /^Meetings/,
  },
  'new meeting': {
    picture: 'new-meeting',
    path: () => '/meetings/new',
    whole: text('Earlier meetings the board should know'),
    title: /^New meeting/,
  },
  questions: {
    picture: 'questions',
    path: () => `/meetings/${meetings.asking}`,
    whole: text('Skip all and begin'),
    title: /^We sell a scheduling tool/,
  },
  'a decided meeting': {
    path: () => `/meetings/${meetings.decided}`,
    whole: text('Read the decision record'),
    title: /^Our bakery/,
  },
  'a direct answer': {
    path: () => `/meetings/${meetings.direct}`,
    whole: text('Read the decision record'),
    title: /^What is the usual VAT/,
  },
  'a stopped meeting': {
    path: () => `/meetings/${meetings.stopped}`,
    whole: text('The meeting was stopped'),
    title: /^Our clinic/,
  },
  record: {
    picture: 'record',
    path: () => `/meetings/${meetings.decided}/record`,
    whole: text(/contributions in .* of work/),
    title: /^Decision record: Our bakery/,
  },
  'no record': {
    path: () => `/meetings/${meetings.asking}/record`,
    whole: heading('No decision yet'),
    title: /^Decision record/,
  },
  settings: { path: () => '/settings', whole: text('Appearance'), title: /^Settings/ },
  context: {
    picture: 'settings-context',
    path: () => '/settings/context',
    whole: async (page) => {
      await page.getByRole('button', { name: 'Delete profile' }).waitFor();
      await page
        .getByRole('button', { name: /^Edit the answer to/ })
        .first()
        .waitFor();
    },
    title: /^Context/,
  },
  help: { picture: 'help', path: () => '/help', whole: heading('How a meeting works'), title: /^Help/ },
  'no such page': {
    path: () => '/nowhere',
    whole: heading('There is no such page'),
    title: /^No such page/,
    missing: true,
  },
};

/** Everything that must hold of a page as it stands in the window. */
async function flaws(page: Page, title: RegExp): Promise<string[]> {
  await page.waitForFunction((source) => new RegExp(source).test(document.title), title.source);
  const sideways = await sidewaysScroll(page);
  const headings = await page.getByRole('heading', { level: 1 }).count();
  return [
    ...(await accessibilityProblems(page)),
    ...(await smallTargets(page)),
    ...(sideways > 0 ? [`scrolls ${sideways} px sideways`] : []),
    ...(headings === 1 ? [] : [`${headings} headings of the first level`]),
  ];
}

/** The page follows the system's theme while it is open. */
async function inTheme(page: Page, theme: Theme): Promise<void> {
  await page.emulateMedia({ colorScheme: theme });
  await page.waitForFunction((name) => document.documentElement.classList.contains(name), theme);
}

const SIZES = Object.keys(SCREENS) as Screen[];

describe.each(SIZES)('on a %s', (screen) => {
  test('every page is whole, accessible and silent in both themes', async () => {
    const windows = {
      somebody: await scene.open({ person, screen }),
      newcomer: await scene.open({ person: newcomer, screen }),
      nobody: await scene.open({ screen }),
    };
    const found: Record<string, string[]> = {};
    for (const [name, { path, whole, title, who = 'somebody', picture, missing }] of Object.entries(PAGES)) {
      const { page, complaints } = windows[who];
      complaints.length = 0;
      await page.goto(path());
      await whole(page);
      for (const theme of THEMES) {
        await inTheme(page, theme);
        const wrong = await flaws(page, title);
        if (wrong.length > 0) found[`${name}, ${theme}`] = wrong;
        if (picture) await keepPicture(page, `${picture}-${screen}-${theme}`);
      }
      const said = complaints.filter((line) => !(missing && /404/.test(line)));
      if (said.length > 0) found[`${name}, console`] = said;
    }
    await Promise.all(Object.values(windows).map(({ context }) => context.close()));
    expect(found).toEqual({});
  });
});

test('the live meeting is as good as the others, while it is being written', async () => {
  await scene.pace('brisk');
  const id = await person.convene(PROBLEMS[4]!, { skip_clarification: true, insist_on_board: true });
  const windows = await Promise.all(
    SIZES.map(async (screen) => ({ screen, ...(await scene.open({ person, screen })) })),
  );
  await Promise.all(windows.map(({ page }) => page.goto(`/meetings/${id}`)));
  await windows[0]!.page.getByText('The facilitator weighs what comes next.').waitFor();
  await scene.pace('slow');
  await Promise.all(
    windows.map(async ({ page, screen }) => {
      const round = page.getByRole('region', { name: /^Round 2\b/ });
      const writing = round.locator('article[aria-busy="true"] p');
      await writing
        .filter({ hasText: /.{160}/s })
        .first()
        .waitFor();
      await round.getByRole('heading', { name: 'Round 2' }).evaluate((element) => element.scrollIntoView());
      for (const theme of THEMES) {
        await inTheme(page, theme);
        await keepPicture(page, `meeting-live-${screen}-${theme}`);
      }
    }),
  );
  const found: Record<string, string[]> = {};
  for (const { page, complaints, screen, context } of windows) {
    const dark = await flaws(page, /^Our family vineyard/);
    await inTheme(page, 'light');
    const wrong = [...dark, ...(await flaws(page, /^Our family vineyard/)), ...complaints];
    if (wrong.length > 0) found[screen] = wrong;
    await context.close();
  }
  await scene.pace('quick');
  await person.call('POST', `/api/v1/sessions/${id}/cancel`);
  await ended(scene.stack, id);
  expect(found).toEqual({});
});

test('/meeting leads to the newest meeting under way, or to the list; / to the list', async () => {
  const { page } = await scene.open({ person });
  await page.goto('/meeting');
  await page.waitForURL(`**/meetings/${meetings.asking}`);
  await page.goto('/');
  await page.waitForURL('**/meetings');
  const { page: other } = await scene.open({ person: newcomer });
  await other.goto('/meeting');
  await other.waitForURL('**/meetings');
});

test('no route loads more than 180 KB of script at first', async () => {
  const routes = ['/meetings', '/meetings/new', '/settings', '/settings/context', '/help', '/meeting'];
  const loads = [
    await firstLoad(scene.stack.origin, '/sign-in'),
    await firstLoad(scene.stack.origin, '/sign-up'),
    ...(await Promise.all(
      [...routes, `/meetings/${meetings.decided}`, `/meetings/${meetings.decided}/record`].map((route) =>
        firstLoad(scene.stack.origin, route, { cookie: person.cookie }),
      ),
    )),
  ];
  const largest = loads.toSorted((a, b) => b.bytes - a.bytes)[0]!;
  report('first-load JavaScript', {
    routes: loads.length,
    'largest, KB gzip': (largest.bytes / 1024).toFixed(1),
    'limit, KB': FIRST_LOAD_LIMIT / 1024,
  });
  expect(loads.filter(({ bytes }) => bytes > FIRST_LOAD_LIMIT)).toEqual([]);
});
