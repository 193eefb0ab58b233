import type { Locator, Page } from 'playwright-core';

/** Waits until the page's script has taken an element over: until then a browser shows it, and nobody hears it. */
export async function takenOver(locator: Locator): Promise<void> {
  await locator.first().waitFor();
  const element = await locator.first().elementHandle();
  await locator
    .page()
    .waitForFunction((node) => Object.keys(node ?? {}).some((key) => key.startsWith('__reactProps')), element);
}

/** The id of the meeting that a page shows. */
export async function meetingOn(page: Page): Promise<string> {
  await page.waitForURL(/\/meetings\/bo1_[0-9a-f-]+/);
  return /bo1_[0-9a-f-]+/.exec(page.url())![0];
}

/** All the text of the page's main part but clocks, connection and scrolling: what must be the same in every window. */
export async function mainText(page: Page): Promise<string> {
  const text = await page.getByRole('main').innerText();
  return text
    .replace(/\d\d:\d\d(:\d\d)?/g, '')
    .replace(/^(up to date|reconnecting|\d+ new)$/gm, '')
    .trim();
}
