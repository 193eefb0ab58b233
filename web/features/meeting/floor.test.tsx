// @vitest-environment jsdom
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { AsideCard } from './aside-card.tsx';
import { constraintsIn, ConstraintsPanel } from './constraints-panel.tsx';
import { FloorComposer } from './floor-composer.tsx';
import { floorOpen } from './floor.ts';
import { groupThink } from './group-think.ts';
import { HandCard } from './hand-card.tsx';
import { handsIn, handState, repliesTo } from './hands.ts';
import { AskedBetweenRounds, QuestionsSection } from './questions-section.tsx';
import { replay } from './reducer.ts';
import { statusOf } from './selectors.ts';
import { exampleLog, logBuilder } from './testing.ts';

const log = exampleLog(2);
/** The log up to the n-th event of a type, to be written on. */
function until(type: string, count = 1) {
  let seen = 0;
  const next = logBuilder();
  next.events.push(...log.slice(0, log.findIndex((event) => event.type === type && ++seen === count) + 1));
  return next;
}
const hand = { number: 1, text: 'May is possible.', flagged: [] };
const reply = { sub_problem_index: 0, round: 1, number: 1, expert_code: 'cfo', text: 'Then May it is.' };

describe('the floor', () => {
  it('is open from the route to the recommendations', () => {
    const open = (type: string, count = 1) => floorOpen(replay(until(type, count).events));
    expect(open('session_started')).toBe(false);
    for (const type of [
      'route_decided',
      'clarification_required',
      'sub_problem_started',
      'contribution',
      'round_judged',
    ])
      expect([type, open(type)]).toEqual([type, true]);
    expect(open('facilitator_decision', 1)).toBe(true);
    for (const type of ['recommendation', 'sub_problem_complete', 'synthesis_complete', 'complete'])
      expect([type, open(type)]).toEqual([type, false]);
    expect(open('facilitator_decision', 2)).toBe(false);
  });

  it('puts a hand into the round in which it was raised, whatever comes after, with its replies', () => {
    const next = until('contribution', 2);
    next.add('interjection_raised', hand);
    const before = replay(next.events);
    expect(handsIn(before, before.subProblems[0]!, 1)).toMatchObject([{ number: 1 }]);
    expect(handState(before, before.subProblems[0]!, 1)).toBe('Experts answer after this round.');
    next.add('paused', { version: 1 });
    const paused = replay(next.events);
    expect(handState(paused, paused.subProblems[0]!, 1)).toBe('Experts answer when the meeting goes on.');
    next.add('resumed', { version: 2 });
    next.add('round_started', { sub_problem_index: 0, round: 2, max_rounds: 4, phase: 'challenge', experts: ['cfo'] });
    next.add('interjection_answered', reply);
    const after = replay(next.events);
    const sub = after.subProblems[0]!;
    expect([0, 1, 2].map((round) => handsIn(after, sub, round).length)).toEqual([0, 1, 0]);
    expect(repliesTo(sub, 1)).toMatchObject([{ expert: 'cfo', text: 'Then May it is.' }]);
  });

  it('says what became of a hand that nobody answered', () => {
    const next = until('round_judged', 1);
    next.add('interjection_raised', hand);
    next.add('cancelled', { reason: 'stopped_by_user' });
    const state = replay(next.events);
    render(<HandCard state={state} sub={state.subProblems[0]!} hand={state.interjections[0]!} />);
    expect(screen.getByText('The board had no time to answer this.')).toBeTruthy();
    cleanup();
  });
});

describe('between rounds', () => {
  const asking = () => {
    const next = until('round_judged', 1);
    const decision = { decided_by: 'facilitator' as const, rule: null, reason: 'Only you know.', guidance: 'Wait.' };
    next.add('facilitator_decision', { sub_problem_index: 0, round: 1, action: 'clarify', ...decision });
    const questions = [{ id: 'sp0-r1-q1', question: 'What is the rent?', reason: 'It decides.' }];
    next.add('clarification_required', { questions });
    return next;
  };

  it('what the board asks stands at the end of what was said, and waits', () => {
    const meeting = replay(asking().events);
    expect([statusOf(meeting), floorOpen(meeting)]).toEqual(['waiting_for_answers', true]);
    show(<AskedBetweenRounds sessionId="bo1_x" state={meeting} yours />);
    expect(screen.getByRole('heading', { name: /The board asks you/ })).toBeTruthy();
    cleanup();
    const answered = asking();
    const answers = [{ question_id: 'sp0-r1-q1', question: 'What is the rent?', answer: '2,400' }];
    answered.add('clarification_answered', { answers, skipped: [], remaining: [] });
    show(<QuestionsSection sessionId="bo1_x" state={replay(answered.events)} yours />);
    expect(screen.getByText('2,400')).toBeTruthy();
    expect(screen.queryByRole('textbox')).toBeNull();
  });

  it('sources are links to pages, whatever they call themselves', () => {
    const sources = [
      { id: 'S1', title: 'Rents in Ghent', url: 'https://example.org/rents', snippet: 'They rose.' },
      { id: 'S2', title: 'Trap', url: 'javascript:alert(1)', snippet: '' },
    ];
    render(<AsideCard aside={{ kind: 'research', sequence: 1, query: 'shop rents Ghent', sources }} />);
    const links = screen.getAllByRole('link');
    expect(links.map((link) => [link.getAttribute('href'), link.getAttribute('rel')])).toEqual([
      ['https://example.org/rents', 'noopener noreferrer nofollow'],
    ]);
    expect(screen.getByText('Trap')).toBeTruthy();
  });
});

describe('quick agreement', () => {
  const board = (...rounds: [agreement: number, novelty: number | null][]) => {
    const next = until('expert_selected', 3);
    rounds.forEach(([agreement, novelty], index) => {
      const at = { sub_problem_index: 0, round: index + 1 };
      next.add('round_started', { ...at, max_rounds: 6, phase: 'explore', experts: ['cfo'] });
      const aspects = log.find((event) => event.type === 'round_judged')!.data.aspects;
      next.add('round_judged', { ...at, agreement, novelty, conflict: 0.2, aspects, focus: '' });
    });
    return groupThink(replay(next.events).subProblems[0]!);
  };

  it('is what leaps up early with little that is new, and nothing else', () => {
    expect(board([0.5, 1], [0.95, 0.2])).toBe(2);
    expect(board([0.5, 1], [0.7, 0.5], [0.9, 0.1])).toBe(3);
    // Agreed on their own; argued it out; took their time; not measured.
    expect(board([0.95, 1], [0.97, 0.1])).toBeNull();
    expect(board([0.5, 1], [0.95, 0.6])).toBeNull();
    expect(board([0.5, 1], [0.6, 0.5], [0.7, 0.4], [0.95, 0.1])).toBeNull();
    expect(board([0.5, 1], [0.95, null])).toBeNull();
    expect(board()).toBeNull();
  });
});

const sent: { path: string; body: unknown; key: string | null }[] = [];
let answer: () => Response;
beforeEach(() => {
  sent.length = 0;
  localStorage.clear();
  answer = () => Response.json({ number: 1 }, { status: 201 });
  vi.stubGlobal('fetch', async (path: string, init: RequestInit) => {
    const key = new Headers(init.headers).get('idempotency-key');
    sent.push({ path, body: JSON.parse(String(init.body)), key });
    return answer();
  });
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});
const show = (element: React.ReactElement) =>
  render(<QueryClientProvider client={new QueryClient()}>{element}</QueryClientProvider>);
const sitting = () => replay(until('contribution', 2).events);

describe('raising a hand', () => {
  it('sends it once, by key press too, and forgets it when the board has it', async () => {
    show(<FloorComposer sessionId="bo1_x" state={sitting()} />);
    const field = screen.getByLabelText('Raise your hand');
    fireEvent.change(field, { target: { value: '  May is possible. ' } });
    fireEvent.keyDown(field, { key: 'Enter', ctrlKey: true });
    fireEvent.click(screen.getByRole('button', { name: 'Say it to the board' }));
    await waitFor(() => expect((field as HTMLTextAreaElement).value).toBe(''));
    expect(sent.map(({ path, body }) => [path, body])).toEqual([
      ['/api/v1/sessions/bo1_x/interjections', { text: 'May is possible.' }],
    ]);
  });

  it('keeps the words and their key when the answer is lost, and takes another for other words', async () => {
    answer = () => Response.json({ code: 'unavailable', detail: 'Away.' }, { status: 503 });
    show(<FloorComposer sessionId="bo1_x" state={sitting()} />);
    const field = screen.getByLabelText('Raise your hand');
    const press = screen.getByRole('button', { name: 'Say it to the board' });
    fireEvent.change(field, { target: { value: 'May' } });
    for (const count of [1, 2]) {
      fireEvent.click(press);
      await waitFor(() => expect(sent).toHaveLength(count));
      await waitFor(() => expect(screen.getByRole('alert').textContent).toContain('What you typed is kept.'));
      await waitFor(() => expect(press.getAttribute('aria-busy')).toBeNull());
    }
    fireEvent.change(field, { target: { value: 'June' } });
    fireEvent.click(press);
    await waitFor(() => expect(sent).toHaveLength(3));
    expect(sent[0]!.key).toBe(sent[1]!.key);
    expect(sent[2]!.key).not.toBe(sent[1]!.key);
  });
});

describe('constraints', () => {
  it('are one a line, without marks, blanks and repetitions', () => {
    expect(constraintsIn(' - Nobody is let go\n\n• Before May\nBefore May\n')).toEqual([
      'Nobody is let go',
      'Before May',
    ]);
  });

  it('are changed as a whole list, and only while the board sits', async () => {
    const next = until('contribution', 2);
    next.add('constraints_changed', { constraints: ['Before May'], flagged: [] });
    show(<ConstraintsPanel sessionId="bo1_x" state={replay(next.events)} yours />);
    fireEvent.click(screen.getByRole('button', { name: 'Change constraints' }));
    const save = screen.getByRole('button', { name: 'Save' });
    expect((save as HTMLButtonElement).disabled).toBe(true);
    fireEvent.change(screen.getByLabelText('One a line'), { target: { value: 'Before May\nNobody is let go' } });
    fireEvent.click(save);
    await waitFor(() => expect(sent).toHaveLength(1));
    expect(sent[0]!.body).toEqual({ constraints: ['Before May', 'Nobody is let go'] });
    await waitFor(() => expect(screen.queryByRole('button', { name: 'Save' })).toBeNull());
    cleanup();
    next.add('cancelled', { reason: 'stopped_by_user' });
    const over = show(<ConstraintsPanel sessionId="bo1_x" state={replay(next.events)} yours />);
    expect(screen.getByText('Before May')).toBeTruthy();
    expect(within(over.container).queryByRole('button')).toBeNull();
  });
});
