// @vitest-environment jsdom
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, render, screen, within } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import { Conversation } from './conversation.tsx';
import { replay } from './reducer.ts';
import { logBuilder, exampleLog } from './testing.ts';
import type { MeetingView } from './store.ts';

const log = exampleLog(2);
const until = (type: string, count: number) => {
  let seen = 0;
  return log.slice(0, log.findIndex((event) => event.type === type && ++seen === count) + 1);
};
const view = (events: typeof log, drafts = {}): MeetingView => ({
  meeting: replay(events),
  drafts,
  connection: 'live',
  wasDown: false,
  refused: null,
});
const show = (shown: MeetingView, only: string | null = null, yours = true) =>
  render(
    <QueryClientProvider client={new QueryClient()}>
      <Conversation
        sessionId="bo1_x"
        view={shown}
        sub={shown.meeting.subProblems[0]}
        yours={yours}
        only={only}
        onShowAll={() => undefined}
        onShowPart={() => undefined}
        onRetried={() => undefined}
      />
    </QueryClientProvider>,
  );
afterEach(cleanup);

describe('the conversation', () => {
  it('announces whole contributions and keeps what is being written out of the announcements', () => {
    show(view(until('contribution', 1), { 'sp0/r1/growth/contribute': { attempt: 1, text: 'Half a sen' } }));
    const spoken = screen.getByRole('log');
    expect(spoken.getAttribute('aria-live')).toBe('polite');
    const whole = screen.getByText('What cfo says in round 1.').closest('article')!;
    expect(whole.closest('[aria-live="off"]')).toBeNull();
    const draft = screen.getByText(/Half a sen/).closest('article')!;
    expect(draft.getAttribute('aria-live')).toBe('off');
    expect(draft.getAttribute('aria-busy')).toBe('true');
  });

  it('offers nothing to press to who may only read', () => {
    show(view(until('clarification_required', 1)), null, false);
    expect(screen.getByText('Not answered yet.')).toBeTruthy();
    expect(screen.queryByRole('textbox')).toBeNull();
    cleanup();
    show(view(until('contribution', 1)), null, false);
    expect(screen.queryByRole('textbox')).toBeNull();
    cleanup();
    const failed = logBuilder();
    failed.add('failed', { code: 'internal', message: 'It could not go on.' });
    const { container } = show(view(failed.events), null, false);
    expect(screen.getByText('The meeting failed')).toBeTruthy();
    expect(within(container).queryByRole('button')).toBeNull();
  });

  it('says in words why the rounds ended', () => {
    show(view(log));
    expect(screen.getByText('The board agreed.')).toBeTruthy();
  });

  it('shows one expert only, where that is asked for', () => {
    show(view(log), 'cfo');
    const spoken = within(screen.getByRole('log'));
    expect(spoken.queryByText(/What growth says/)).toBeNull();
    expect(spoken.getByText('What cfo says in round 2.')).toBeTruthy();
    expect(screen.getByText('Only Mara Lindqvist')).toBeTruthy();
  });

  it.each([
    [
      'failed',
      { code: 'budget_exhausted', message: 'No money was left. All is kept.' },
      /No money was left. All is kept/,
    ],
    ['cancelled', { reason: 'stopped_by_user' }, /You stopped it. What was said until then is kept/],
    ['partial', { failed_sub_problems: [0], message: 'One part failed.' }, /^One part failed/],
  ] as const)(
    'explains a meeting that ended as %s: what happened, what was kept, what to do',
    async (type, data, words) => {
      const next = logBuilder();
      next.events.push(...until('contribution', 2));
      next.add(type, data as never);
      show(view(next.events));
      expect(screen.getByText(words)).toBeTruthy();
      const anew = await screen.findByRole('link', { name: 'Start a new meeting' });
      expect(anew.getAttribute('href')).toBe('/meetings/new');
      expect(screen.queryAllByRole('button', { name: 'Try again' })).toHaveLength(type === 'cancelled' ? 0 : 1);
    },
  );
});
