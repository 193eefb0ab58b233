// @vitest-environment jsdom
import { sessionSpending, type SessionSpending } from '@bo1/contracts/spending/schema';
import { QueryClientProvider } from '@tanstack/react-query';
import { cleanup, fireEvent, render, screen, within } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createQueryClient } from '#http/query-client.ts';
import { limitProblem } from './raise-budget.tsx';
import { SpendingPage } from './spending-page.tsx';
import { dollars, noticeWords, partWords, percent } from './words.ts';

const ID = 'bo1_6b1f3a52-9d3c-4c7e-8a54-0d8c1f2e3a4b';
const AT = '2026-11-22T10:00:00.000Z';
const tokens = { input_tokens: 200, output_tokens: 50, cache_read_tokens: 600, cache_write_tokens: 200 };

const spendingOf = (fields: Partial<SessionSpending> = {}): SessionSpending =>
  sessionSpending.parse({
    session: {
      id: ID,
      user_id: 'u1',
      user_name: 'Nora Claes',
      user_email: 'nora@claes-bakery.example',
      status: 'completed',
      problem_statement: 'Should we open a second shop?',
      tier: 'pro',
      simulated: true,
      created_at: AT,
      ended_at: AT,
      cost: { limit: '2.00', spent: '0.61' },
      notices: 1,
    },
    budget: { limit: '2.00', settled: '0.60', presumed: '0.01', reserved: '0.00', calls: 1, ...tokens },
    cache_hit_rate: 0.6,
    attempts: [
      {
        call_key: 'sp0/r1/cfo/contribute',
        number: 2,
        state: 'presumed',
        provider: 'anthropic',
        model: 'main-model',
        template: 'contribute',
        template_version: '3',
        prompt_hash: 'abc',
        reserved: '0.70',
        cost: '0.61',
        ...tokens,
        request_id: null,
        failure: 'abandoned',
        started_at: AT,
        closed_at: AT,
      },
    ],
    by_template: [{ template: 'contribute', attempts: 1, cost: '0.61', ...tokens, input_mean: 1000, input_max: 1000 }],
    by_part: [{ part: 'round', sub_problem_index: 0, round: 1, attempts: 1, cost: '0.61' }],
    contributions: [
      {
        contribution_id: 'c1',
        sub_problem_index: 0,
        round: 1,
        expert_code: 'cfo',
        name: 'Mara Lindqvist',
        call_key: 'sp0/r1/cfo/contribute',
        provider: 'anthropic',
        model: 'main-model',
        prompt_hash: 'a1b2c3d4e5f6a7b8',
        attempts: 2,
        cost: '0.62',
        ...tokens,
      },
    ],
    notices: [
      {
        id: 'n1',
        session_id: ID,
        type: 'cost_anomaly_call',
        at: AT,
        call_key: 'sp0/r1/cfo/contribute',
        cost: '0.61',
        spent: null,
        limit: null,
        above: null,
      },
    ],
    workflow_url: 'http://127.0.0.1:7404/namespaces/default/workflows/x',
    ...fields,
  });

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

function show(answer: (init?: RequestInit) => Response) {
  vi.stubGlobal('fetch', (_path: string, init?: RequestInit) => Promise.resolve(answer(init)));
  const client = createQueryClient();
  client.setDefaultOptions({ queries: { retry: false } });
  render(
    <QueryClientProvider client={client}>
      <SpendingPage sessionId={ID} />
    </QueryClientProvider>,
  );
}

describe('the spending of a meeting', () => {
  it('says what was spent, how much came from the cache, what stood out, and each attempt', async () => {
    show(() => new Response(JSON.stringify(spendingOf())));
    const totals = within(await screen.findByRole('region', { name: 'Totals' }));
    expect(totals.getByText('$0.6100 of $2.00')).toBeTruthy();
    expect(totals.getByText('60 %')).toBeTruthy();
    expect(screen.getByText('One call cost $0.6100: sp0/r1/cfo/contribute')).toBeTruthy();
    const row = screen.getByRole('row', { name: /^sp0\/r1\/cfo\/contribute \(attempt 2\)/ });
    expect(within(row).getByText('presumed: abandoned')).toBeTruthy();
    expect(screen.getByText('Round 1')).toBeTruthy();
    const said = screen.getByRole('row', {
      name: /^Round 1: Mara Lindqvist anthropic · main-model a1b2c3d4e5f6 .* 2 \$0.6200$/,
    });
    expect(within(said).getByTitle('a1b2c3d4e5f6a7b8')).toBeTruthy();
    expect(screen.getByRole('link', { name: /Open the workflow/ }).getAttribute('href')).toContain('/workflows/x');
  });

  it('says so where nothing was spent yet', async () => {
    const empty = {
      budget: null,
      cache_hit_rate: null,
      attempts: [],
      by_template: [],
      by_part: [],
      contributions: [],
      notices: [],
    };
    show(() => new Response(JSON.stringify(spendingOf({ ...empty, workflow_url: null }))));
    expect(await screen.findByRole('heading', { name: 'No calls yet' })).toBeTruthy();
    expect(screen.queryByRole('link', { name: /Open the workflow/ })).toBeNull();
  });

  it('says why it is not there', async () => {
    show(
      () => new Response(JSON.stringify({ code: 'not_found', detail: 'There is no such meeting.' }), { status: 404 }),
    );
    expect((await screen.findByRole('alert')).textContent).toContain('There is no such meeting.');
  });
});

describe('the budget of a meeting', () => {
  const session = (status: string, limit = '2.00') => ({
    ...spendingOf().session,
    status: status as 'running',
    cost: { limit, spent: '1.70' },
  });
  const budgetWarning = {
    ...spendingOf().notices[0]!,
    type: 'budget_warning',
    call_key: null,
    cost: null,
    spent: '1.70',
    limit: '2.00',
  };

  it('is raised while the meeting is under way: the amount, a question that names it, then the new limit', async () => {
    const posted: unknown[] = [];
    let limit = '2.00';
    show((init) => {
      if (init?.method !== 'POST')
        return new Response(
          JSON.stringify(spendingOf({ session: session('running', limit), notices: [budgetWarning] })),
        );
      posted.push(JSON.parse(init.body as string));
      limit = '3.50';
      return new Response(JSON.stringify({ id: ID, limit }));
    });
    expect(await screen.findByText('A budget was nearly used: $1.70 of $2.00')).toBeTruthy();
    const field = screen.getByLabelText<HTMLInputElement>('New limit in dollars');
    expect(field.value).toBe('4.00');
    fireEvent.change(field, { target: { value: '3,50' } });
    fireEvent.click(screen.getByRole('button', { name: 'Raise the budget' }));
    const sure = await screen.findByRole('button', { name: 'Raise to $3.50' });
    expect(posted).toEqual([]);
    fireEvent.click(sure);
    expect(await screen.findByText('$1.70 of $3.50')).toBeTruthy();
    expect(posted).toEqual([{ limit: '3.50' }]);
    expect(screen.queryByRole('alertdialog')).toBeNull();
  });

  it('says what is wrong with an amount before anything is asked', async () => {
    show(() => new Response(JSON.stringify(spendingOf({ session: session('paused') }))));
    fireEvent.change(await screen.findByLabelText('New limit in dollars'), { target: { value: '1' } });
    fireEvent.click(screen.getByRole('button', { name: 'Raise the budget' }));
    expect(screen.getByRole('alert').textContent).toContain('can only rise');
    expect(screen.queryByRole('alertdialog')).toBeNull();
  });

  it.each(['partial', 'failed'])('is raised for the next attempt of a meeting that is %s', async (status) => {
    show(() => new Response(JSON.stringify(spendingOf({ session: session(status) }))));
    expect(await screen.findByLabelText('New limit in dollars')).toBeTruthy();
    expect(screen.getByText(/The next attempt has the new limit/)).toBeTruthy();
  });

  it('is what it is once the meeting has its decision', async () => {
    show(() => new Response(JSON.stringify(spendingOf())));
    await screen.findByRole('region', { name: 'Totals' });
    expect(screen.queryByLabelText('New limit in dollars')).toBeNull();
  });

  it.each([
    ['x', /Give an amount/],
    ['-1', /Give an amount/],
    ['2', /can only rise/],
    ['10.01', /at most \$10/],
    ['10', null],
    ['2.000001', null],
  ])('%s as a limit above 2.00', (typed, problem) => {
    const said = limitProblem(typed, '2.00');
    if (problem === null) expect(said).toBeNull();
    else expect(said).toMatch(problem);
  });
});

describe('words', () => {
  it('for amounts keep small ones visible', () => {
    expect(['0', '0.00', '0.000012', '0.0123', '1.5'].map(dollars)).toEqual([
      '$0',
      '$0',
      'below $0.0001',
      '$0.0123',
      '$1.50',
    ]);
    expect([null, 0, 0.456].map(percent)).toEqual(['–', '0 %', '46 %']);
  });

  it('for parts name the board only where there are several', () => {
    const part = { part: 'round', sub_problem_index: 1, round: 2, attempts: 1, cost: '0.1' } as const;
    expect([partWords(part, false), partWords(part, true)]).toEqual(['Round 2', 'Part 2: round 2']);
  });

  it('for a notice of a kind that is not known yet are its name', () => {
    const [notice] = spendingOf().notices;
    expect(noticeWords({ ...notice!, type: 'something_new' })).toBe('something new');
  });
});
