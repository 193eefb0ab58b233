// @vitest-environment jsdom
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ClarificationForm } from './clarification-form.tsx';
import type { Asked } from './state.ts';

const questions: Asked[] = [
  { id: 'q1', question: 'How long does cash last?', reason: 'It bounds every option.', state: 'open', answer: null },
  { id: 'q2', question: 'Who decides?', reason: 'It names the stakeholders.', state: 'open', answer: null },
];

/** Stands at the network's edge: what the page sends, and what it is answered. */
let sent: { url: string; body: unknown }[] = [];
let answer: () => Response;
const realFetch = globalThis.fetch;
beforeEach(() => {
  sent = [];
  answer = () => Response.json({ id: 'x', status: 'waiting_for_answers', remaining_question_ids: ['q2'] });
  globalThis.fetch = async (url, init) => {
    sent.push({ url: String(url), body: JSON.parse(String(init?.body)) });
    return answer();
  };
});
afterEach(() => {
  cleanup();
  localStorage.clear();
  globalThis.fetch = realFetch;
});

const show = () =>
  render(
    <QueryClientProvider client={new QueryClient()}>
      <ClarificationForm sessionId="bo1_x" questions={questions} />
    </QueryClientProvider>,
  );
const field = (name: RegExp) => screen.getByRole<HTMLTextAreaElement>('textbox', { name });
const type = (name: RegExp, value: string) => fireEvent.change(field(name), { target: { value } });

describe('the questions of the board', () => {
  it('show why each is asked, tied to its field', () => {
    show();
    const reason = document.getElementById(field(/cash/).getAttribute('aria-describedby')!);
    expect(reason?.textContent).toContain('It bounds every option.');
  });

  it('send what is answered, leave the rest open, and go out once however often one presses', async () => {
    show();
    type(/cash/, '  Eleven months.  ');
    const send = screen.getByRole('button', { name: 'Send 1 of 2' });
    fireEvent.click(send);
    fireEvent.click(send);
    await waitFor(() => expect(sent).toHaveLength(1));
    expect(sent[0]).toEqual({
      url: '/api/v1/sessions/bo1_x/clarifications',
      body: { answers: [{ question_id: 'q1', answer: 'Eleven months.' }], skip: [] },
    });
  });

  it('can be skipped one by one or all at once', async () => {
    show();
    type(/cash/, 'typed, then skipped');
    fireEvent.click(screen.getByRole('button', { name: /Skip this question: How long/ }));
    expect(field(/cash/).disabled).toBe(true);
    // The label says what a press does; a pressed state beside it would say the opposite.
    const back = screen.getByRole('button', { name: /Answer after all: How long/ });
    expect(back.hasAttribute('aria-pressed')).toBe(false);
    fireEvent.click(screen.getByRole('button', { name: 'Send 1 of 2' }));
    await waitFor(() => expect(sent[0]?.body).toEqual({ answers: [], skip: ['q1'] }));
    await waitFor(() =>
      expect(screen.getByRole('button', { name: 'Skip all and begin' }).getAttribute('aria-busy')).toBeNull(),
    );
    fireEvent.click(screen.getByRole('button', { name: 'Skip all and begin' }));
    await waitFor(() => expect(sent[1]?.body).toEqual({ answers: [], skip: ['q1', 'q2'] }));
  });

  it('keep what was typed on this device, over a reload and over a refusal', async () => {
    const first = show();
    type(/decides/, 'My partner and I');
    first.unmount();
    show();
    expect(field(/decides/).value).toBe('My partner and I');
    answer = () => Response.json({ code: 'not_waiting_for_answers', detail: 'The meeting went on.' }, { status: 409 });
    fireEvent.click(screen.getByRole('button', { name: 'Send 1 of 2' }));
    const alert = await screen.findByRole('alert');
    expect(alert.textContent).toContain('The meeting went on. What you typed is kept.');
    expect(field(/decides/).value).toBe('My partner and I');
  });
});
