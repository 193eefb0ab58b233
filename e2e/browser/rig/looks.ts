import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import type { Theme } from './browser.ts';

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** The only rules of these whose outcome the theme can change; all others look at what the page says. */
const COLOUR_RULES = ['color-contrast', 'link-in-text-block'];

/** What a page said when all rules were last held against it. */
const judged = new WeakMap<Page, string>();

/**
 * Violations of WCAG 2.2 A and AA, one line each; an empty list is a pass. A page that says word for word what it said
 * at the last look in the same window differs in colour at most, and is held to the rules of colour again.
 */
async function accessibilityProblems(page: Page): Promise<string[]> {
  const [said, known] = await page.evaluate(
    () => [`${innerWidth} ${document.title} ${document.body.outerHTML}`, 'axe' in window] as const,
  );
  const again = judged.get(page) === said;
  // The engine stays in the page until it is left.
  const axe = new AxeBuilder({ page, ...(known && { axeSource: ';' }) }).options({ resultTypes: ['violations'] });
  if (again) axe.withRules(COLOUR_RULES);
  else axe.withTags(RULES);
  // No page has frames of other origins: without the window that they would need, a look takes a third of the time.
  const { violations } = await axe.setLegacyMode(true).analyze();
  if (violations.length === 0) judged.set(page, said);
  return violations.map(
    ({ id, help, nodes }) =>
      `${id}: ${help} (${nodes
        .map((node) => node.target.join(' '))
        .slice(0, 3)
        .join('; ')})`,
  );
}

/** How far the page scrolls sideways, in px. */
function sidewaysScroll(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
}

/** Targets below 24 px in either direction, in words. Links in a line of text and what a label enlarges are exempt. */
function smallTargets(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const least = 24;
    const small: string[] = [];
    const selector =
      'a[href], button, input, select, textarea, summary, [role="button"], [role="switch"], [tabindex="0"]';
    for (const target of document.querySelectorAll<HTMLElement>(selector)) {
      if (!target.checkVisibility({ visibilityProperty: true })) continue;
      // A link may be stretched over the row it stands in, and a label enlarges its control.
      const stretched = getComputedStyle(target, '::before').position === 'absolute';
      const clickable = target.closest(stretched ? 'li' : 'label') ?? target;
      const { width, height } = clickable.getBoundingClientRect();
      if (getComputedStyle(target).clipPath === 'inset(50%)') continue; // for screen readers only
      if (target.matches('a') && getComputedStyle(target).display === 'inline') continue;
      if (width < least - 0.5 || height < least - 0.5) {
        const name = target.getAttribute('aria-label') ?? target.textContent?.trim() ?? '';
        small.push(`${target.localName} "${name.slice(0, 40)}" is ${Math.round(width)} × ${Math.round(height)}`);
      }
    }
    return small;
  });
}

/** Everything that must hold of a page as it stands in the window. */
export async function flaws(page: Page, title: RegExp): Promise<string[]> {
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
export async function inTheme(page: Page, theme: Theme): Promise<void> {
  await page.emulateMedia({ colorScheme: theme });
  await page.waitForFunction((name) => document.documentElement.classList.contains(name), theme);
  // Colours change over a moment, however short: what is judged is what stays.
  await page.evaluate(async () => {
    await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)));
    await Promise.allSettled(document.getAnimations().map((animation) => animation.finished));
  });
}
