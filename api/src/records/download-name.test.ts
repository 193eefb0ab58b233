import { expect, it } from 'vitest';
import { downloadName } from './download-name.ts';

it('names a file by what was decided and when, in letters that every system takes', () => {
  expect(downloadName('Should we open a 2nd café?', '2026-11-22T10:05:00Z', 'pdf')).toBe(
    `attachment; filename="decision-should-we-open-a-2nd-cafe-2026-11-22.pdf"; filename*=UTF-8''decision-should-we-open-a-2nd-caf%C3%A9-2026-11-22.pdf`,
  );
  expect(downloadName('Να ανοίξουμε;', null, 'md')).toMatch(
    /filename="decision\.md"; filename\*=UTF-8''decision-%CE%BD/,
  );
  expect(downloadName('"; rm -rf /\r\nx: y', null, 'md')).toContain('filename="decision-rm-rf-x-y.md"');
  expect(downloadName('word '.repeat(100), null, 'pdf').length).toBeLessThan(200);
});
