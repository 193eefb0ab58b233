/**
 * First-load JavaScript of a route: the gzip size of every script its HTML makes a browser load.
 * As a program: `node scripts/first-load.ts <origin> <path>…` prints a table and exits with 1 above the limit.
 */
import { gzipSync } from 'node:zlib';
import { pathToFileURL } from 'node:url';

/** Most JavaScript a route may load at first, in bytes after gzip. */
export const FIRST_LOAD_LIMIT = 180 * 1024;

export interface FirstLoad {
  path: string;
  /** Sum over all scripts after gzip, in bytes. */
  bytes: number;
  scripts: { url: string; bytes: number }[];
}

/** Addresses of the scripts an HTML document loads: `src` of scripts and of script preloads, without `nomodule`. */
export function scriptsOf(html: string): string[] {
  const urls = new Set<string>();
  for (const [tag] of html.matchAll(/<script\b[^>]*>/gi)) {
    const src = /\bsrc="([^"]+)"/i.exec(tag)?.[1];
    if (src && !/\bnomodule\b/i.test(tag)) urls.add(src);
  }
  for (const [tag] of html.matchAll(/<link\b[^>]*>/gi)) {
    const loads = /\brel="modulepreload"/i.test(tag) || (/\brel="preload"/i.test(tag) && /\bas="script"/i.test(tag));
    const href = /\bhref="([^"]+)"/i.exec(tag)?.[1];
    if (loads && href) urls.add(href);
  }
  return [...urls].map((url) => url.replaceAll('&amp;', '&'));
}

/**
 * Loads a page as a browser would and measures its scripts.
 * @param headers for example a `cookie`, where the page wants somebody signed in.
 * @throws Error when the page or one of its scripts does not answer 200.
 */
export async function firstLoad(
  origin: string,
  path: string,
  headers: Record<string, string> = {},
): Promise<FirstLoad> {
  const page = await fetch(new URL(path, origin), { headers, redirect: 'manual' });
  if (page.status !== 200) throw new Error(`${path} answered ${page.status}`);
  const scripts = await Promise.all(
    scriptsOf(await page.text()).map(async (url) => {
      const script = await fetch(new URL(url, origin));
      if (!script.ok) throw new Error(`${url} answered ${script.status}`);
      return { url, bytes: gzipSync(Buffer.from(await script.arrayBuffer())).length };
    }),
  );
  return { path, bytes: scripts.reduce((sum, script) => sum + script.bytes, 0), scripts };
}

/** `--cookie=<value>` is sent along; `--verbose` lists the scripts. */
async function main(origin: string | undefined, rest: string[]): Promise<void> {
  if (!origin) throw new Error('Usage: node scripts/first-load.ts <origin> [--cookie=…] [--verbose] <path>…');
  const cookie = rest.find((word) => word.startsWith('--cookie='))?.slice('--cookie='.length);
  for (const path of rest.filter((word) => !word.startsWith('--'))) {
    const load = await firstLoad(origin, path, cookie ? { cookie } : {});
    const over = load.bytes > FIRST_LOAD_LIMIT;
    console.log(`${(load.bytes / 1024).toFixed(1).padStart(7)} KB  ${path}${over ? '  over the limit' : ''}`);
    if (rest.includes('--verbose'))
      for (const script of load.scripts) console.log(`        ${(script.bytes / 1024).toFixed(1)} ${script.url}`);
    if (over) process.exitCode = 1;
  }
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href)
  await main(process.argv[2], process.argv.slice(3));
