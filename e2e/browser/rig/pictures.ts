import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';

const FOLDER = path.resolve(import.meta.dirname, '../../../docs/screens');

/** Share of pixels that must differ before a kept picture is replaced: clocks and dates alone are no change. */
const A_CHANGE = 0.02;

/** Keeps a picture of what the window shows, so that a change to a page is seen in review. */
export async function keepPicture(page: Page, name: string): Promise<void> {
  mkdirSync(FOLDER, { recursive: true });
  const file = path.join(FOLDER, `${name}.png`);
  const now = await page.screenshot({ animations: 'disabled', caret: 'hide' });
  if (existsSync(file)) {
    if ((await difference(await darkroom(page.context().browser()!), readFileSync(file), now)) < A_CHANGE) return;
  }
  writeFileSync(file, now);
}

const darkrooms = new WeakMap<Browser, Promise<Page>>();

/** An empty page in which pictures are compared; ends with its browser. */
function darkroom(browser: Browser): Promise<Page> {
  const room = darkrooms.get(browser) ?? browser.newPage();
  darkrooms.set(browser, room);
  return room;
}

/** Share of pixels that differ visibly, 0–1; 1 when the sizes differ. Compared by the browser itself. */
function difference(room: Page, before: Buffer, after: Buffer): Promise<number> {
  return room.evaluate(
    async (pictures) => {
      const read = async (base64: string) => {
        const blob = await (await fetch(`data:image/png;base64,${base64}`)).blob();
        const bitmap = await createImageBitmap(blob);
        const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d')!;
        context.drawImage(bitmap, 0, 0);
        return context.getImageData(0, 0, bitmap.width, bitmap.height);
      };
      const [a, b] = (await Promise.all(pictures.map(read))) as [ImageData, ImageData];
      if (a.width !== b.width || a.height !== b.height) return 1;
      let differing = 0;
      for (let at = 0; at < a.data.length; at += 4) {
        const distance =
          Math.abs(a.data[at]! - b.data[at]!) +
          Math.abs(a.data[at + 1]! - b.data[at + 1]!) +
          Math.abs(a.data[at + 2]! - b.data[at + 2]!);
        if (distance > 48) differing++;
      }
      return differing / (a.data.length / 4);
    },
    [before.toString('base64'), after.toString('base64')],
  );
}
