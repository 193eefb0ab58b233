import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** Violations of WCAG 2.2 A and AA, one line each; an empty list is a pass. */
export async function accessibilityProblems(page: Page): Promise<string[]> {
  const axe = new AxeBuilder({ page }).options({ resultTypes: ['violations'] }).withTags(RULES);
  // No page has frames of other origins: without the window that they would need, a look takes a third of the time.
  const { violations } = await axe.setLegacyMode(true).analyze();
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

/** Targets below 24 px in either direction, in words. Links in a line of text and what a label enlarges are exempt. */
export function smallTargets(page: Page): Promise<string[]> {
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
