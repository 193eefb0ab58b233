// @vitest-environment jsdom
import type { SessionEvent } from '@bo1/contracts/events/schema';
import { QueryClientProvider } from '@tanstack/react-query';
import { cleanup, render, screen, within } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import { replay } from '#features/meeting/reducer.ts';
import { logBuilder, recordExample } from '#features/meeting/testing.ts';
import { createQueryClient } from '#http/query-client.ts';
import { HowItGotThere } from './how-it-got-there.tsx';

afterEach(cleanup);

const GOALS = ['Where to sell?', 'How to pay for it?'];

function show(goals: string[], origin: (what: string) => { model?: string; prompt_hash?: string }) {
  const log = logBuilder();
  const sub_problems = goals.map((goal, index) => ({ index, goal, complexity: 3, depends_on: [] }));
  log.add('decomposition_complete', { rationale: 'Apart.', sub_problems });
  for (const [index, goal] of goals.entries()) {
    const part = { sub_problem_index: index, stop_rule: 'consensus' as const, rounds: 2 };
    log.add('sub_problem_complete', { ...part, record: recordExample(goal), ...origin(goal) });
  }
  log.add('synthesis_complete', { record: recordExample('?'), ...(goals.length > 1 && origin('The whole')) });
  draw(log.events);
}

function draw(events: SessionEvent[]) {
  const client = createQueryClient();
  client.setQueryData(['me'], { role: 'user' });
  client.setQueryData(['meeting', 'bo1_x', 'log'], replay(events));
  render(
    <QueryClientProvider client={client}>
      <HowItGotThere sessionId="bo1_x" />
    </QueryClientProvider>,
  );
}

describe('where a record comes from', () => {
  it('is a model and the hash of its prompt, for the whole and for each part', () => {
    show(GOALS, (what) => ({ model: 'main-model', prompt_hash: `hash of ${what}` }));
    const written = within(screen.getByRole('region', { name: 'Who wrote this record' }));
    for (const what of ['The whole', ...GOALS]) {
      expect(written.getByText(what)).toBeTruthy();
      expect(written.getByText(`hash of ${what}`)).toBeTruthy();
    }
    expect(written.queryByRole('link')).toBeNull();
  });

  it('is said once where there is one part', () => {
    show(['Where to sell?'], () => ({ model: 'main-model', prompt_hash: 'a1' }));
    const written = within(screen.getByRole('region', { name: 'Who wrote this record' }));
    expect(written.getAllByText('main-model')).toHaveLength(1);
    expect(written.queryByText('Where to sell?')).toBeNull();
  });

  it('is left out where the log does not say', () => {
    show(GOALS, () => ({}));
    expect(screen.queryByText('Who wrote this record')).toBeNull();
  });
});
