import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';

const SCREENS_FOLDER = path.resolve(import.meta.dirname, '../../../docs/screens');

/** Keeps a picture of the page, so that a change to it is seen in review. */
export async function keepPicture(page: Page, name: string, { fullPage = false } = {}): Promise<void> {
  mkdirSync(SCREENS_FOLDER, { recursive: true });
  await page.screenshot({
    path: path.join(SCREENS_FOLDER, `${name}.png`),
    fullPage,
    animations: 'disabled',
    caret: 'hide',
  });
}

/** Violations of WCAG 2.2 A and AA, one line each; an empty list is a pass. */
export async function accessibilityProblems(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
    .analyze();
  return violations.map(
    ({ id, help, nodes }) =>
      `${id}: ${help} (${nodes
        .map((node) => node.target.join(' '))
        .slice(0, 3)
        .join('; ')})`,
  );
}

/** How far the page scrolls sideways, in px. */
export function sidewaysScroll(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
}
