import type { Page } from 'playwright-core';
import type { Furnished } from './furnished.ts';

export interface PageCase {
  /** Of its picture, when one is kept. */
  picture?: string;
  path: string;
  /** What is there when the page is whole. */
  whole: (page: Page) => Promise<unknown>;
  title: RegExp;
  who?: 'nobody' | 'newcomer' | 'admin';
  /** The console says so when the page, or what it shows, is answered 404 or 410. */
  missing?: true;
}

const heading = (name: string | RegExp) => (page: Page) => page.getByRole('heading', { name }).first().waitFor();
const text = (words: string | RegExp) => (page: Page) =>
  page.getByText(words).filter({ visible: true }).first().waitFor();

/** Every page of the app in each of its states. */
export const pagesOf = ({ meetings, links }: Pick<Furnished, 'meetings' | 'links'>): Record<string, PageCase> => ({
  'sign in': {
    picture: 'sign-in',
    path: '/sign-in',
    who: 'nobody',
    whole: text('Use the demo account'),
    title: /^Sign in/,
  },
  'sign up': { path: '/sign-up', who: 'nobody', whole: heading('Create your account'), title: /^Create your/ },
  meetings: { picture: 'meetings', path: '/meetings', whole: text('Decided'), title: /^Meetings/ },
  'meetings, none yet': {
    path: '/meetings',
    who: 'newcomer',
    whole: heading('No meetings yet'),
    title: /^Meetings/,
  },
  'meetings, none found': {
    path: '/meetings?q=nothing+of+this+name&status=failed',
    whole: heading('No meeting fits'),
    title: /^Meetings/,
  },
  'new meeting': {
    picture: 'new-meeting',
    path: '/meetings/new',
    whole: text('Earlier meetings the board should know'),
    title: /^New meeting/,
  },
  'new meeting, choosing experts': {
    path: '/meetings/new',
    whole: async (page) => {
      const fold = page.locator('summary', { hasText: 'Experts' });
      await fold.waitFor();
      const pin = page.getByRole('button', { name: /^Pin / }).first();
      // The second theme finds it open.
      if (!(await pin.isVisible())) await fold.click();
      if ((await pin.getAttribute('aria-pressed')) === 'false') await pin.click();
      await page.getByRole('button', { name: /^Take back: / }).waitFor();
    },
    title: /^New meeting/,
  },
  questions: {
    picture: 'questions',
    path: `/meetings/${meetings.asking}`,
    whole: text('Skip all and begin'),
    title: /^We sell a scheduling tool/,
  },
  'a decided meeting': {
    path: `/meetings/${meetings.decided}`,
    whole: text('Read the decision record'),
    title: /^Our bakery/,
  },
  'a direct answer': {
    path: `/meetings/${meetings.direct}`,
    whole: text('Read the decision record'),
    title: /^What is the usual VAT/,
  },
  'a stopped meeting': {
    path: `/meetings/${meetings.stopped}`,
    whole: text('The meeting was stopped'),
    title: /^Our clinic/,
  },
  'a partly decided meeting': {
    picture: 'try-again',
    path: `/meetings/${meetings.partial}`,
    whole: (page) => page.getByRole('button', { name: 'Try again' }).scrollIntoViewIfNeeded(),
    title: /^We run a bakery/,
  },
  'somebody else’s meeting': {
    path: `/meetings/${meetings.partial}`,
    who: 'admin',
    whole: text('Somebody else’s meeting'),
    title: /^We run a bakery/,
  },
  'somebody else’s record': {
    path: `/meetings/${meetings.decided}/record`,
    who: 'admin',
    whole: text(/contributions in .* of work/),
    title: /^Decision record: Our bakery/,
  },
  record: {
    picture: 'record',
    path: `/meetings/${meetings.decided}/record`,
    whole: text(/contributions in .* of work/),
    title: /^Decision record: Our bakery/,
  },
  'no record': {
    path: `/meetings/${meetings.asking}/record`,
    whole: heading('No decision yet'),
    title: /^Decision record/,
  },
  'shared record': {
    picture: 'shared-record',
    path: links.open,
    who: 'nobody',
    whole: text(/^Shared to read, until/),
    title: /^(?!Shared).* · Board of One$/,
  },
  'a link that has ended': {
    path: links.ended,
    who: 'nobody',
    whole: heading('This link does not work'),
    title: /^Shared decision record/,
    missing: true,
  },
  settings: { path: '/settings', whole: text('Appearance'), title: /^Settings/ },
  context: {
    picture: 'settings-context',
    path: '/settings/context',
    whole: async (page) => {
      await page.getByRole('button', { name: 'Delete profile' }).waitFor();
      await page
        .getByRole('button', { name: /^Edit the answer to/ })
        .first()
        .waitFor();
    },
    title: /^Context/,
  },
  administration: {
    picture: 'admin',
    path: '/admin',
    who: 'admin',
    whole: (page) => page.getByRole('region', { name: 'Meetings of everybody' }).waitFor(),
    title: /^Administration/,
  },
  'administration, none found': {
    path: '/admin?q=nothing+of+this+name',
    who: 'admin',
    whole: heading('No meeting fits'),
    title: /^Administration/,
  },
  'administration, not for you': { path: '/admin', whole: heading('For administrators'), title: /^Administration/ },
  spending: {
    picture: 'spending',
    path: `/admin/meetings/${meetings.decided}`,
    who: 'admin',
    whole: heading('Over the meeting'),
    title: /^Spending/,
  },
  experts: {
    picture: 'experts',
    path: '/admin/experts',
    who: 'admin',
    whole: (page) => page.getByRole('region', { name: 'The catalogue' }).waitFor(),
    title: /^Experts/,
  },
  'experts, none found': {
    path: '/admin/experts?q=nobody+of+this+name&state=retired',
    who: 'admin',
    whole: heading('No expert fits'),
    title: /^Experts/,
  },
  'experts, not for you': { path: '/admin/experts', whole: heading('For administrators'), title: /^Experts/ },
  'a new expert': {
    path: '/admin/experts/new',
    who: 'admin',
    whole: async (page) => {
      await page.getByRole('button', { name: 'Add expert' }).click();
      await page.getByText('This is missing.').first().waitFor();
    },
    title: /^Add an expert/,
  },
  'an expert': {
    picture: 'expert',
    path: '/admin/experts/cfo',
    who: 'admin',
    whole: (page) => page.getByRole('button', { name: 'Retire' }).waitFor(),
    title: /^Expert/,
  },
  'no such expert': {
    path: '/admin/experts/nobody',
    who: 'admin',
    whole: text('The expert could not be loaded'),
    title: /^Expert/,
    missing: true,
  },
  help: { picture: 'help', path: '/help', whole: heading('How a meeting works'), title: /^Help/ },
  'no such page': {
    path: '/nowhere',
    whole: heading('There is no such page'),
    title: /^No such page/,
    missing: true,
  },
});
