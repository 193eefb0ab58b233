import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';

const root = path.resolve(import.meta.dirname, '..');
const PAGES = ['ARCHITECTURE.md', 'CONTRIBUTING.md', 'README.md'];

/** Paths in code marks that begin with one of our folders, and relative links. */
function namedPaths(page: string): string[] {
  const text = readFileSync(path.join(root, page), 'utf8');
  const marked = [
    ...text.matchAll(
      /`((?:activities|api|bench|contracts|deploy|dev|docs|e2e|prisma|temporal|web|workflows)\/[\w./[\]-]*)`/g,
    ),
  ].map(([, found]) => found!);
  const links = [...text.matchAll(/\]\((?!https?:|#)([^)#]+)/g)].map(([, found]) => found!);
  return [...new Set([...marked, ...links])];
}

test.each(PAGES)('every path that %s names is in the tree', (page) => {
  const missing = namedPaths(page).filter((named) => !existsSync(path.join(root, named)));
  expect(missing).toEqual([]);
  expect(namedPaths(page).length).toBeGreaterThan(3);
});
