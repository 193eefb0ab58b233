import { expect, test } from 'vitest';
import { found, textsIn, textsOfLines } from './texts.ts';

const CANARY = 'é"4f2a\\ß\nend';
const payload = (value: unknown) => ({ metadata: {}, data: Buffer.from(JSON.stringify(value)) });

test.each<[string, unknown]>([
  ['a payload', { input: { payloads: [payload({ text: `We owe ${CANARY}.` })] } }],
  ['a name in a payload', { input: payload({ [CANARY]: 1 }) }],
  ['JSON in a payload', payload({ body: JSON.stringify({ problem: CANARY }) })],
  ['JSON in JSON in a payload', payload(JSON.stringify(JSON.stringify([CANARY])))],
  ['a message', { failure: { message: `Could not parse ${CANARY}` } }],
  ['JSON within a message', { failure: { message: `Could not parse ${JSON.stringify({ text: CANARY })}` } }],
  ['escaped to ASCII within a message', { message: 'invalid: "\\u00e9\\"4f2a\\\\\\u00df\\nend"' }],
  ['an address', { url: `/api/v1/sessions?q=${encodeURIComponent(CANARY)}` }],
])('a canary with quotes, a backslash, a line break and letters beyond ASCII is found in %s', (_, held) => {
  expect(found([CANARY, 'nothing'], textsIn(held, 'history'))).toEqual([
    { needle: CANARY, place: expect.stringMatching(/^history/) as string },
  ]);
});

test('a line of a log is decoded, and told by its number', () => {
  const log = ['plain', JSON.stringify({ level: 'info', error: { message: CANARY } })].join('\n');
  expect(found([CANARY], textsOfLines(log, 'worker.log'))).toEqual([
    { needle: CANARY, place: 'worker.log:2.error.message' },
  ]);
});

test('what is not there is not found', () => {
  expect(found([CANARY], textsIn({ ids: ['bo1_1', 'é'], n: 3, none: null }))).toEqual([]);
});
