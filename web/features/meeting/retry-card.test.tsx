// @vitest-environment jsdom
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { replay } from './reducer.ts';
import { RetryCard } from './retry-card.tsx';
import { logBuilder, recordExample } from './testing.ts';

/** Stands at the network's edge: what the page sends, and what it is answered. */
let sent: { url: string; body: unknown; key: string }[] = [];
let answer: () => Response;
const realFetch = globalThis.fetch;
beforeEach(() => {
  sent = [];
  answer = () => Response.json({ id: 'x', status: 'created', attempt: 2, again: [1], kept: [0], planned: [] });
  globalThis.fetch = async (url, init) => {
    const key = new Headers(init?.headers).get('idempotency-key') ?? '';
    sent.push({ url: String(url), body: JSON.parse(String(init?.body)), key });
    return answer();
  };
});
afterEach(() => {
  cleanup();
  globalThis.fetch = realFetch;
});

const GOALS = ['Where to sell?', 'How to pay for it?', 'Whom to hire?'];

function show(failed: number[], dependsOn: number[][] = [], unplanned: number[] = []) {
  const log = logBuilder();
  const sub_problems = GOALS.map((goal, index) => ({ index, goal, complexity: 3, depends_on: dependsOn[index] ?? [] }));
  log.add('decomposition_complete', { rationale: 'Three.', sub_problems });
  for (const index of GOALS.keys()) {
    const part = { sub_problem_index: index };
    if (failed.includes(index)) log.add('sub_problem_failed', { ...part, code: 'internal', message: 'x' });
    else log.add('sub_problem_complete', { ...part, stop_rule: 'consensus', rounds: 2, record: recordExample('?') });
  }
  const missing_actions = { sub_problem_indexes: unplanned, code: 'internal', message: 'There are no actions.' };
  const end = unplanned.length > 0 ? { missing_actions } : {};
  if (failed.length > 0) log.add('partial', { failed_sub_problems: failed, message: 'Not all was decided.', ...end });
  else log.add('complete', { decision: 'Wait.', stopped_early: true, ...end });
  let retried = 0;
  render(
    <QueryClientProvider client={new QueryClient()}>
      <RetryCard sessionId="bo1_x" state={replay(log.events)} onRetried={() => (retried += 1)}>
        or not
      </RetryCard>
    </QueryClientProvider>,
  );
  const button = failed.length > 0 ? 'Try again' : 'Plan the actions';
  return { times: () => retried, press: () => fireEvent.click(screen.getByRole('button', { name: button })) };
}

describe('the way to try again', () => {
  it('says what is taken up again and what is kept, and does it once', async () => {
    const card = show([1]);
    expect(screen.getByText('Taken up again:').parentElement?.textContent).toContain('How to pay for it?');
    expect(screen.getByText('Kept:').parentElement?.textContent).toContain('Where to sell? Whom to hire?');
    expect(screen.getByText('It is not counted as another meeting.')).toBeTruthy();
    card.press();
    card.press();
    await waitFor(() => expect(card.times()).toBe(1));
    card.press();
    expect(sent).toEqual([{ url: '/api/v1/sessions/bo1_x/retry', body: {}, key: expect.stringMatching(/.{36}/) }]);
  });

  it('says which kept part was decided without one that is taken up again, as long as it is', () => {
    show([1, 2], [[1], [], []]);
    expect(screen.getByText('Decided without it:').parentElement?.textContent).toContain('Where to sell?');
    fireEvent.click(screen.getByRole('checkbox', { name: 'How to pay for it?' }));
    expect(screen.queryByText('Decided without it:')).toBeNull();
  });

  it('leaves out what the person leaves out, but not all of it', async () => {
    const card = show([1, 2]);
    const box = (name: string) => screen.getByRole('checkbox', { name });
    fireEvent.click(box('How to pay for it?'));
    fireEvent.click(box('Whom to hire?'));
    expect(screen.getByRole<HTMLButtonElement>('button', { name: 'Try again' }).disabled).toBe(true);
    fireEvent.click(box('Whom to hire?'));
    card.press();
    await waitFor(() => expect(card.times()).toBe(1));
    expect(sent[0]?.body).toEqual({ sub_problems: [2] });
  });

  it('plans the actions of a decided meeting, and says that nothing else is done', async () => {
    const card = show([], [], [1]);
    expect(screen.getByText('Planned now:').parentElement?.textContent).toBe(
      'Planned now: The actions of: How to pay for it?',
    );
    expect(screen.getByText('Kept:').parentElement?.textContent).toContain('The decision. Also all that was said');
    expect(screen.queryByText('Taken up again:')).toBeNull();
    card.press();
    await waitFor(() => expect(card.times()).toBe(1));
    expect(sent[0]?.body).toEqual({});
  });

  it('plans missing actions beside the parts that are taken up again', () => {
    show([1], [], [2]);
    expect(screen.getByText('Taken up again:').parentElement?.textContent).toContain('How to pay for it?');
    expect(screen.getByText('Planned now:').parentElement?.textContent).toContain('Whom to hire?');
  });

  it('says why it could not be, and sends the same request again', async () => {
    const card = show([1]);
    const problem = { status: 503, code: 'unavailable', detail: 'The database cannot be reached.' };
    answer = () => Response.json(problem, { status: 503 });
    card.press();
    expect((await screen.findByRole('alert')).textContent).toContain('The database cannot be reached.');
    card.press();
    await waitFor(() => expect(sent).toHaveLength(2));
    expect(sent[1]).toEqual(sent[0]);
    expect(card.times()).toBe(0);
  });

  it('waits for the log where it was taken up elsewhere', async () => {
    const card = show([1]);
    answer = () => Response.json({ status: 409, code: 'not_retryable', detail: 'It is running.' }, { status: 409 });
    card.press();
    await waitFor(() => expect(card.times()).toBe(1));
  });
});
