import type { Page } from 'playwright-core';

export interface Focused {
  /** What a screen reader says of it, roughly. */
  name: string;
  tag: string;
  /** Whether a ring or an outline of at least 1 px can be seen around it, inside the window. */
  visible: boolean;
}

/** The element that has the focus. */
export function focused(page: Page): Promise<Focused> {
  return page.evaluate(() => {
    const element = document.activeElement as HTMLElement;
    const style = getComputedStyle(element);
    const ring = style.boxShadow !== 'none' && /\b[1-9]\d*px\)?\s*(inset)?$/.test(style.boxShadow);
    const outline = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 1;
    // A radio or checkbox may show its focus on the label around it.
    const label = element.closest('label');
    const onLabel = label !== null && parseFloat(getComputedStyle(label).outlineWidth) >= 1;
    const box = element.getBoundingClientRect();
    const inside = box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
    const labelled = (element as HTMLInputElement).labels?.[0]?.innerText;
    return {
      name: (element.getAttribute('aria-label') ?? labelled ?? element.innerText ?? '').trim(),
      tag: element.localName,
      visible: inside && (ring || outline || onLabel),
    };
  });
}

/**
 * Presses Tab (or Shift+Tab) until something by that name has the focus.
 * @throws Error when it is not reached, or when the focus is invisible anywhere on the way
 */
export async function tabTo(page: Page, name: RegExp, { back = false, most = 60 } = {}): Promise<Focused> {
  const way: string[] = [];
  for (let press = 0; press < most; press++) {
    await page.keyboard.press(back ? 'Shift+Tab' : 'Tab');
    const here = await focused(page);
    way.push(`${here.tag} "${here.name.slice(0, 40)}"`);
    if (here.tag !== 'body' && !here.visible) throw new Error(`The focus cannot be seen on ${way.at(-1)}.`);
    if (name.test(here.name)) return here;
  }
  throw new Error(`${name} was not reached by Tab: ${way.join(', ')}`);
}
