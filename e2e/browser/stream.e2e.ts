import type { Page } from 'playwright-core';
import { problem } from '@bo1/contracts/errors/schema';
import { HEARTBEAT_MS } from '@bo1/contracts/events/values';
import { beforeAll, expect, test } from 'vitest';
import { report } from '../rig/figures.ts';
import { brokenInvariants, loggedEvents } from '../rig/invariants.ts';
import { PROBLEMS, ended } from '../rig/meeting.ts';
import { Person } from '../rig/person.ts';
import { waitFor } from '../rig/wait.ts';
import { setScene } from './rig/scene.ts';
import { mainText, takenOver } from './rig/visit.ts';

declare global {
  interface Window {
    /** Contributions by their call, with the moment at which they were in the page (epoch ms). */
    drawn: Map<string, number>;
    /** Words that the status of the connection has shown, in order. */
    said: string[];
  }
}

const scene = setScene('brisk');
let person: Person;
beforeAll(async () => {
  person = await Person.signUp(scene.stack.origin);
});

/** Notes when whole contributions appear and what the connection line says. */
function watch(): void {
  window.drawn = new Map();
  window.said = [];
  const look = () => {
    for (const turn of document.querySelectorAll<HTMLElement>('article[data-turn]')) {
      const key = turn.dataset['turn']!;
      if (!window.drawn.has(key)) window.drawn.set(key, Date.now());
    }
    for (const { textContent } of document.querySelectorAll('[role="status"]'))
      for (const words of ['reconnecting', 'you are offline', 'up to date'])
        if (textContent.trim() === words && window.said.at(-1) !== words) window.said.push(words);
  };
  new MutationObserver(look).observe(document, { subtree: true, childList: true, characterData: true });
}

async function openMeeting(id: string): Promise<Page> {
  const { page } = await scene.open({ person });
  await page.addInitScript(watch);
  await page.goto(`/meetings/${id}`);
  await page.getByRole('heading', { name: 'Round 1' }).waitFor();
  return page;
}

const status = (page: Page, words: string) => page.getByRole('status').filter({ hasText: words });
const convene = (problem: string) => person.convene(problem, { skip_clarification: true, insist_on_board: true });

async function contributions(id: string): Promise<{ key: string; at: number }[]> {
  const events = await loggedEvents(await scene.stack.db(), id);
  return events
    .filter(({ type }) => type === 'contribution')
    .map(({ data, at }) => ({ key: data.call_key as string, at: at.getTime() }));
}

test('with compression on, an event is in the page before a heartbeat could push it there', async () => {
  const id = await convene(PROBLEMS[0]!);
  const { page } = await scene.open({ person });
  await page.addInitScript(watch);
  const streamed = page.waitForResponse((response) => response.url().endsWith('/stream'));
  const paged = page.waitForResponse((response) => response.url().includes('/_next/static/'));
  await page.goto(`/meetings/${id}`);
  const asked = await (await streamed).request().allHeaders();
  expect(asked['accept-encoding']).toContain('gzip');
  expect((await streamed).headers()['content-type']).toContain('text/event-stream');
  expect((await (await paged).allHeaders())['content-encoding']).toMatch(/^(zstd|gzip|br)$/);

  const opened = Date.now();
  await page.getByRole('heading', { name: 'Round 2' }).waitFor();
  await scene.pace('quick');
  await page.getByRole('link', { name: 'Read the decision record' }).waitFor({ timeout: 60_000 });
  const drawn = new Map(await page.evaluate(() => [...window.drawn]));
  const live = (await contributions(id)).filter(({ at }) => at > opened);
  const delays = live.map(({ key, at }) => (drawn.get(key) ?? Number.POSITIVE_INFINITY) - at);
  report('logged → drawn in the page', { contributions: delays.length, 'slowest, ms': Math.max(...delays) });
  // A stream that is held back for compression would come with the next heartbeat; how fast it is, the figure tells.
  expect(Math.max(...delays)).toBeLessThan(HEARTBEAT_MS / 2);
  await page.context().close();
});

test('a kill -9 of the API and a device that was offline: said at once, then "up to date", and nothing is missing', async () => {
  await scene.pace('watchable');
  const id = await convene(PROBLEMS[1]!);
  const page = await openMeeting(id);
  const first = scene.stack.kill('api');
  await status(page, 'reconnecting').waitFor();
  expect(await page.getByRole('heading', { name: 'Round 1' }).isVisible()).toBe(true);
  await status(page, 'up to date').waitFor();
  await scene.stack.replaced('api', first.pid);

  await page.context().setOffline(true);
  await status(page, 'you are offline').waitFor({ timeout: 1_000 });
  const known = (await contributions(id)).length;
  await waitFor('a contribution that the page misses', async () => (await contributions(id)).length > known);
  expect(await status(page, 'you are offline').isVisible()).toBe(true);
  await page.context().setOffline(false);
  await status(page, 'up to date').waitFor({ timeout: 3_000 });

  await scene.pace('quick');
  await page.getByRole('link', { name: 'Read the decision record' }).waitFor({ timeout: 60_000 });
  expect(await ended(scene.stack, id)).toBe('complete');
  const said = await page.evaluate(() => window.said);
  expect(said[0]).toBe('reconnecting');
  expect(said.filter((words) => words !== 'reconnecting')).toEqual(['up to date', 'you are offline', 'up to date']);
  const keys = await page.evaluate(() => [...window.drawn.keys()]);
  expect(keys.toSorted()).toEqual((await contributions(id)).map(({ key }) => key).toSorted());
  const fresh = await openMeeting(id);
  await waitFor('the same page in a new window', async () => (await mainText(fresh)) === (await mainText(page)));
  expect(await brokenInvariants(await scene.stack.db(), id)).toEqual([]);
  await Promise.all([page.context().close(), fresh.context().close()]);
});

test('an API that stays away is answered as 503 in words, and the page comes back by itself', async () => {
  const { page } = await scene.open({ person });
  await page.goto('/help');
  await takenOver(page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Meetings' }));
  const { supervisor } = scene.stack.read();
  process.kill(supervisor.pid, 'SIGSTOP'); // nobody restarts the API meanwhile
  try {
    scene.stack.kill('api');
    await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Meetings' }).click();
    const answer = await person.call('GET', '/api/v1/me');
    expect(answer.status).toBe(503);
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    expect(answer.headers.get('retry-after')).toBe('2');
    expect(problem.parse(answer.json)).toMatchObject({ status: 503, code: 'unavailable' });
    await page.getByText('Loading meetings').waitFor({ state: 'attached' });
  } finally {
    process.kill(supervisor.pid, 'SIGCONT');
  }
  await page.getByRole('list').getByText('Our bakery in Ghent').waitFor({ timeout: 30_000 });
});
