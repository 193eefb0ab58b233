// @vitest-environment jsdom
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { signOut } from './use-account.ts';

/** Kept while somebody writes: a problem, answers to questions, words to a board. */
const DRAFTS = ['bo1:new-meeting', 'bo1:answers:bo1_x', 'bo1:hand:bo1_x'];
const kept = () => Object.keys(localStorage).toSorted();

beforeEach(() => {
  for (const key of DRAFTS) localStorage.setItem(key, '{"text":"Between us"}');
  localStorage.setItem('somebody-elses', 'stays');
});
afterEach(() => {
  localStorage.clear();
  vi.unstubAllGlobals();
});

it('leaves nothing on the device that the person was writing', async () => {
  vi.stubGlobal('fetch', () => Promise.resolve(Response.json({ success: true })));
  await signOut();
  expect(kept()).toEqual(['somebody-elses']);
});

it('keeps it where the person is still signed in', async () => {
  vi.stubGlobal('fetch', () => Promise.resolve(Response.json({ status: 503, code: 'unavailable' }, { status: 503 })));
  await expect(signOut()).rejects.toThrow();
  expect(kept()).toEqual([...DRAFTS, 'somebody-elses'].toSorted());
});
