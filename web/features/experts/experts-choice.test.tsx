// @vitest-environment jsdom
import { QueryClientProvider } from '@tanstack/react-query';
import { cleanup, fireEvent, render, screen, within } from '@testing-library/react';
import { useState } from 'react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createQueryClient } from '#http/query-client.ts';
import { ExpertsChoice, wished } from './experts-choice.tsx';

const expert = (code: string, name: string) => ({
  code,
  name,
  archetype: 'guardian',
  category: 'finance',
  expertise: [`Field of ${code}`],
  colour: '#2f6f9f',
  avatar: 'AB',
});
const EXPERTS = ['Ada Ash', 'Bo Birch', 'Cy Cedar', 'Di Dogwood', 'Ed Elm', 'Flo Fir'].map((name, index) =>
  expert(`e${index}`, name),
);

function Form({ pinned = [], excluded = [] }: { pinned?: string[]; excluded?: string[] }) {
  const [wishes, setWishes] = useState({ pinned, excluded });
  return <ExpertsChoice {...wishes} onChange={setWishes} />;
}
function show(form = <Form />) {
  const fetched = vi.fn(() => Promise.resolve(new Response(JSON.stringify({ experts: EXPERTS }))));
  vi.stubGlobal('fetch', fetched);
  render(<QueryClientProvider client={createQueryClient()}>{form}</QueryClientProvider>);
  return fetched;
}
function unfold() {
  const fold = screen.getByText('Experts').closest('details')!;
  fold.open = true;
  fireEvent(fold, new Event('toggle'));
}
const button = (name: string) => screen.findByRole('button', { name });
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

describe('the choice of experts', () => {
  it('asks for them only when somebody wants to choose', async () => {
    const fetched = show();
    expect(screen.getByText('chosen for the question')).toBeTruthy();
    expect(fetched).not.toHaveBeenCalled();
    unfold();
    expect(await button('Pin Ada Ash')).toBeTruthy();
    expect(fetched).toHaveBeenCalledTimes(1);
  });

  it('pins or excludes, never both, and takes either back', async () => {
    show();
    unfold();
    fireEvent.click(await button('Pin Ada Ash'));
    fireEvent.click(await button('Exclude Bo Birch'));
    expect(screen.getByText('1 pinned, 1 excluded')).toBeTruthy();
    fireEvent.click(await button('Exclude Ada Ash'));
    expect(screen.getByText('2 excluded')).toBeTruthy();
    fireEvent.click(await button('Take back: Ada Ash'));
    fireEvent.click(await button('Exclude Bo Birch'));
    expect(screen.getByText('chosen for the question')).toBeTruthy();
  });

  it('pins no more than a board has seats', async () => {
    show(<Form pinned={['e0', 'e1', 'e2', 'e3', 'e4']} />);
    expect(((await button('Pin Flo Fir')) as HTMLButtonElement).disabled).toBe(true);
    fireEvent.click(await button('Pin Ada Ash'));
    expect(((await button('Pin Flo Fir')) as HTMLButtonElement).disabled).toBe(false);
  });

  it('is searched by what experts know', async () => {
    show();
    unfold();
    fireEvent.change(await screen.findByLabelText('Search experts'), { target: { value: 'field of e2' } });
    const list = within(screen.getByRole('list', { name: 'Experts' }));
    expect(list.getAllByRole('listitem')).toHaveLength(1);
    fireEvent.change(screen.getByLabelText('Search experts'), { target: { value: 'nobody' } });
    expect(screen.getByText('No expert has these words.')).toBeTruthy();
  });

  it('shows a wish from before for somebody who has left since, so that it can be taken back', async () => {
    show(<Form excluded={['gone']} />);
    expect(await button('Take back: gone (no longer offered)')).toBeTruthy();
  });
});

describe('a wish', () => {
  it('is one of the two at a time', () => {
    const one = wished({ pinned: [], excluded: ['a'] }, 'pinned', 'a');
    expect(one).toEqual({ pinned: ['a'], excluded: [] });
    expect(wished(one, 'pinned', 'a')).toEqual({ pinned: [], excluded: [] });
  });
});
