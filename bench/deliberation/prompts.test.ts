import type { MessagesRequest } from '@bo1/dev/simulators/anthropic/wire/request';
import { expect, test } from 'vitest';
import { seenPrompt } from './prompts.ts';
import { readRequest } from './reading.ts';

const said = (round: number) =>
  `<contribution round="${round}" expert="cfo" name="Ada">\n${'What round says is long. '.repeat(20)}${round}\n</contribution>`;
const minutes = (round: number) => `<round_summary round="${round}">\nAda: wait.\n</round_summary>`;
const task = '<task phase="challenge" round="3" of="4">\nGo.\n</task>';

function seen(...user: string[]) {
  const content = user.map((text) => ({ type: 'text' as const, text }));
  const request = { system: 'Rules.', messages: [{ role: 'user', content }], max_tokens: 100 };
  return seenPrompt('contribute', readRequest(request as MessagesRequest), request as MessagesRequest)!;
}

test('what a prompt says does not tell in which order it is said', () => {
  const pieces = (...user: string[]) =>
    seen(...user)
      .pieces.map(({ hash }) => hash)
      .toSorted();
  expect(pieces(minutes(1), said(2), task)).toEqual(pieces(task, said(2), minutes(1)));
});

test('without a cache nothing is said twice, and earlier rounds stand in their minutes alone', () => {
  const lean = seen(minutes(1), said(2), task).plain;
  expect(seen(minutes(1), said(2), said(2), task).plain.tokens).toBeLessThan(lean.tokens + said(2).length / 8);
  expect(seen(said(1), minutes(1), said(2), task).plain).toEqual(lean);
  expect(seen(minutes(1), said(2), minutes(2), task).plain.tokens).toBeLessThanOrEqual(lean.tokens + 1);
});

test('a call that asks for no answer is no call of a meeting', () => {
  const request = { messages: [{ role: 'user', content: task }], max_tokens: 1 } as MessagesRequest;
  expect(seenPrompt('contribute', readRequest(request), request)).toBeNull();
});
