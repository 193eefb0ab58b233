import { expect, it } from 'vitest';
import { scriptsOf } from './first-load.ts';

it('finds what a browser loads: scripts and preloads once each, nothing for old browsers', () => {
  const html = `<link rel="preload" as="script" href="/a.js"/><script src="/a.js" async=""></script>
    <script src="/b.js?x=1&amp;y=2" nonce="n"></script><script src="/old.js" noModule=""></script>
    <link rel="preload" as="font" href="/f.woff2"/><link rel="modulepreload" href="/c.js"/><script>inline()</script>`;
  expect(scriptsOf(html)).toEqual(['/a.js', '/b.js?x=1&y=2', '/c.js']);
});
