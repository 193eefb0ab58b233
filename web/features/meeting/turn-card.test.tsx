// @vitest-environment jsdom
import { QueryClientProvider } from '@tanstack/react-query';
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createQueryClient } from '#http/query-client.ts';
import type { Turn } from './state.ts';
import { TurnCard } from './turn-card.tsx';

vi.mock('next/navigation', () => ({ useParams: () => ({ id: 'bo1_x' }) }));
afterEach(cleanup);

const TURN: Turn = {
  expert: 'cfo',
  callKey: 'sp0/r1/cfo/contribute',
  text: 'Wait.',
  truncated: false,
  sequence: 7,
  audit: { model: 'main-model', promptHash: 'a1b2c3' },
};

function show(turn: Turn, role: 'user' | 'admin') {
  const client = createQueryClient();
  client.setQueryData(['me'], { id: 'u1', role });
  render(
    <QueryClientProvider client={client}>
      <TurnCard turn={turn} expert={undefined} draft={undefined} idle={false} />
    </QueryClientProvider>,
  );
}
function unfold() {
  const fold = screen.getByText('How it was written').closest('details')!;
  expect(screen.queryByText('main-model')).toBeNull();
  fold.open = true;
  fireEvent(fold, new Event('toggle'));
}

describe('where a contribution comes from', () => {
  it('is its model and the hash of its prompt, folded until somebody asks', async () => {
    show(TURN, 'user');
    unfold();
    expect(await screen.findByText('main-model')).toBeTruthy();
    expect(screen.getByText('a1b2c3')).toBeTruthy();
    expect(screen.queryByRole('link')).toBeNull();
  });

  it('leads administrators to what it cost', async () => {
    show(TURN, 'admin');
    unfold();
    expect((await screen.findByRole('link')).getAttribute('href')).toBe('/admin/meetings/bo1_x');
  });

  it('is not there where the log does not say', () => {
    show({ ...TURN, audit: null }, 'user');
    expect(screen.queryByText('How it was written')).toBeNull();
  });
});
