import { beforeAll, expect, test } from 'vitest';
import { FIRST_LOAD_LIMIT, firstLoad } from '../../web/scripts/first-load.ts';
import { report } from '../rig/figures.ts';
import { SCREENS, THEMES, type Screen, type Watched } from './rig/browser.ts';
import { furnish, type Furnished } from './rig/furnished.ts';
import { flaws, inTheme } from './rig/looks.ts';
import { pagesOf, type PageCase } from './rig/pages.ts';
import { keepPicture } from './rig/pictures.ts';
import { policyFlaws } from './rig/policy.ts';
import { setScene } from './rig/scene.ts';

const scene = setScene('quick');
const SIZES = Object.keys(SCREENS) as Screen[];
type Found = Record<string, string[]>;
let furnished: Furnished;
beforeAll(async () => {
  furnished = await furnish(scene.stack);
}, 120_000);

/** Nonces of the pages so far: no two answers share one. */
const nonces = new Set<string>();

/** A page in both themes, from one visit; what is wrong with it, by where it is. */
async function look({ page, complaints }: Watched, name: string, it: PageCase, screen: Screen): Promise<Found> {
  const found: Found = {};
  complaints.length = 0;
  const answer = await page.goto(it.path);
  found[`${name}, ${screen}, policy`] = policyFlaws(answer!.headers()['content-security-policy'], nonces);
  await it.whole(page);
  for (const theme of THEMES) {
    await inTheme(page, theme);
    found[`${name}, ${screen}, ${theme}`] = await flaws(page, it.title);
    if (it.picture) await keepPicture(page, `${it.picture}-${screen}-${theme}`);
  }
  found[`${name}, ${screen}, console`] = complaints.filter((line) => !(it.missing && /404|410/.test(line)));
  return found;
}

/** Pages that are looked at side by side: while one loads or draws, another is judged. */
const SIDE_BY_SIDE = 2;

test('every page is whole, accessible and silent in both sizes and both themes', async () => {
  const cases = Object.entries(pagesOf(furnished));
  const people = {
    somebody: furnished.person,
    newcomer: furnished.newcomer,
    admin: furnished.admin,
    nobody: undefined,
  };
  const queue = SIZES.flatMap((screen) => cases.map(([name, it]) => ({ screen, name, it })));
  const found: Found = {};
  const lane = async () => {
    const windows = new Map<string, Watched>();
    for (let next = queue.shift(); next; next = queue.shift()) {
      const { screen, name, it } = next;
      const person = people[it.who ?? 'somebody'];
      const key = `${it.who} ${screen}`;
      const window = windows.get(key) ?? (await scene.open({ screen, ...(person && { person }) }));
      windows.set(key, window);
      Object.assign(found, await look(window, name, it, screen));
    }
    await Promise.all([...windows.values()].map(({ context }) => context.close()));
  };
  await Promise.all(Array.from({ length: SIDE_BY_SIDE }, lane));
  expect(Object.entries(found).filter(([, wrong]) => wrong.length > 0)).toEqual([]);
  expect(Object.keys(found)).toHaveLength(cases.length * SIZES.length * (THEMES.length + 2));
}, 600_000);

test('markup that somebody slips into a page runs no script, and the console says why', async () => {
  const { page, complaints, context } = await scene.open({ person: furnished.person });
  await page.goto('/help');
  const refused = page.waitForEvent('console', (message) => /Content Security Policy/.test(message.text()));
  await page.evaluate(() => {
    document.body.insertAdjacentHTML('beforeend', `<img alt="" src="/none" onerror="document.title = 'slipped in'">`);
  });
  await refused;
  expect(await page.title()).toMatch(/^Help/);
  // So that a page that breaks its own policy fails the walk above.
  expect(complaints).toContainEqual(expect.stringContaining('Content Security Policy'));
  await context.close();
});

test('on a phone the questions come first, and the buttons have words', async () => {
  const { page, context } = await scene.open({ person: furnished.person, screen: 'phone' });
  await page.goto(`/meetings/${furnished.meetings.asking}`);
  const question = await page.getByRole('region', { name: 'Questions' }).getByRole('textbox').first().boundingBox();
  const steps = page.locator('summary');
  expect(await steps.allInnerTexts()).toEqual([expect.stringMatching(/^Steps/), 'Constraints']);
  expect(question!.y).toBeLessThan((await steps.first().boundingBox())!.y);
  for (const name of ['Pause', 'Stop'])
    expect((await page.getByText(name, { exact: true }).boundingBox())!.width).toBeGreaterThan(40);
  await context.close();
});

test('/meeting leads to the newest meeting under way, or to the list; / to the list', async () => {
  const { meetings, person, newcomer } = furnished;
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
  const { meetings, person } = furnished;
  const routes = ['/meetings', '/meetings/new', '/settings', '/settings/context', '/help', '/meeting'];
  const loads = [
    await firstLoad(scene.stack.origin, '/sign-in'),
    await firstLoad(scene.stack.origin, '/sign-up'),
    await firstLoad(scene.stack.origin, furnished.links.open),
    ...(await Promise.all(
      ['/admin', `/admin/meetings/${meetings.decided}`, '/admin/experts', '/admin/experts/cfo'].map((route) =>
        firstLoad(scene.stack.origin, route, { cookie: furnished.admin.cookie }),
      ),
    )),
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
