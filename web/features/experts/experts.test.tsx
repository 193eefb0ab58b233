// @vitest-environment jsdom
import type { Expert } from '@bo1/contracts/experts/schema';
import { QueryClientProvider } from '@tanstack/react-query';
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import type { ReactNode } from 'react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createQueryClient } from '#http/query-client.ts';
import { CatalogueList } from './catalogue-list.tsx';
import { ExpertPage } from './expert-page.tsx';
import { NewExpert } from './new-expert.tsx';

const push = vi.fn();
vi.mock('next/navigation', () => ({
  useRouter: () => ({ push }),
  usePathname: () => '/admin/experts',
  useSearchParams: () => new URLSearchParams(window.location.search),
}));

const expert = (fields: Partial<Expert> = {}): Expert => ({
  code: 'cellar',
  name: 'Renée Hara',
  archetype: 'guardian',
  category: 'finance',
  expertise: ['Cork', 'Casks', 'Bottling lines'],
  traits: ['patient', 'dry', 'exact'],
  style: 'Short sentences, no adjectives.',
  system_prompt: 'You look at what can spoil first. '.repeat(8).trim(),
  colour: '#2f6f9f',
  avatar: 'RH',
  state: 'offered',
  by_hand: false,
  updated_at: '2026-11-22T10:00:00.000Z',
  ...fields,
});

interface Sent {
  method: string;
  path: string;
  body: unknown;
  key: string | null;
}
/** A server that answers by method and path (or as a function says), and remembers what it was sent. */
function serve(answers: Record<string, unknown>): Sent[] {
  const sent: Sent[] = [];
  vi.stubGlobal('fetch', (path: string, init: RequestInit) => {
    const call = `${init.method} ${path.replace('/api/v1', '')}`;
    const body = init.body ? (JSON.parse(init.body as string) as unknown) : null;
    sent.push({ method: init.method!, path, body, key: new Headers(init.headers).get('idempotency-key') });
    const given = answers[call];
    const answer = (typeof given === 'function' ? (given as () => unknown)() : given) as
      { status?: number } | undefined;
    const status = answer === undefined ? 404 : typeof answer.status === 'number' ? answer.status : 200;
    return Promise.resolve(new Response(JSON.stringify(answer ?? {}), { status }));
  });
  return sent;
}
function show(page: ReactNode) {
  const client = createQueryClient();
  client.setDefaultOptions({ queries: { retry: false } });
  render(<QueryClientProvider client={client}>{page}</QueryClientProvider>);
}
const type = (label: RegExp, value: string) => fireEvent.change(screen.getByLabelText(label), { target: { value } });

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
  push.mockReset();
  window.history.replaceState(null, '', '/');
  localStorage.clear();
});

describe('the catalogue', () => {
  const both = { experts: [expert(), expert({ code: 'old', name: 'Otto Alt', state: 'retired', by_hand: true })] };

  it('shows everybody, says who is retired or changed by hand, and leads to each', async () => {
    serve({ 'GET /admin/experts': both });
    show(<CatalogueList />);
    expect((await screen.findByRole('link', { name: 'Renée Hara' })).getAttribute('href')).toBe(
      '/admin/experts/cellar',
    );
    expect(screen.getAllByText('Retired')).toHaveLength(2); // the badge and the choice
    expect(screen.getByText('By hand')).toBeTruthy();
    expect(screen.getByText('2 experts')).toBeTruthy();
  });

  it('is searched by the address, and says so where nobody fits', async () => {
    window.history.replaceState(null, '', '/?q=bottling&state=retired');
    serve({ 'GET /admin/experts': { experts: [expert()] } });
    show(<CatalogueList />);
    expect(await screen.findByRole('heading', { name: 'No expert fits' })).toBeTruthy();
    expect(screen.getByRole('button', { name: 'Clear the search' })).toBeTruthy();
  });

  it('says why it is not there', async () => {
    serve({});
    show(<CatalogueList />);
    expect(await screen.findByText('The catalogue could not be loaded')).toBeTruthy();
  });
});

describe('a new expert', () => {
  const fill = () => {
    type(/^Name/, 'Renée Hara');
    type(/^Archetype/, 'guardian');
    type(/^Category/, 'finance');
    type(/^Expertise/, 'Cork\nCasks\nBottling lines');
    type(/^Traits/, 'patient\ndry\nexact');
    type(/^Way of speaking/, 'Short sentences, no adjectives.');
    type(/^Prompt/, expert().system_prompt);
  };

  it('says at each field what is missing, before anything is sent', async () => {
    const sent = serve({ 'GET /admin/experts': { experts: [] } });
    show(<NewExpert />);
    fireEvent.click(screen.getByRole('button', { name: 'Add expert' }));
    expect(screen.getByLabelText(/^Name/).getAttribute('aria-invalid')).toBe('true');
    expect(screen.getAllByText('This is missing.').length).toBeGreaterThan(4);
    await waitFor(() => expect(document.activeElement).toBe(screen.getByLabelText(/^Name/)));
    expect(sent.filter(({ method }) => method === 'POST')).toEqual([]);
  });

  it('has a code from the name, is sent once under one key, and leads back to the catalogue', async () => {
    const sent = serve({ 'GET /admin/experts': { experts: [] }, 'POST /admin/experts': expert() });
    show(<NewExpert />);
    fill();
    expect(screen.getByLabelText<HTMLInputElement>(/^Code/).value).toBe('renee_hara');
    fireEvent.click(screen.getByRole('button', { name: 'Add expert' }));
    await waitFor(() => expect(push).toHaveBeenCalledWith('/admin/experts'));
    const [post] = sent.filter(({ method }) => method === 'POST');
    expect(post!.body).toMatchObject({ code: 'renee_hara', expertise: ['Cork', 'Casks', 'Bottling lines'] });
    expect(post!.key).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('shows the server’s refusal at its field and keeps what was typed', async () => {
    const message = 'There is an expert with this code already.';
    const refusal = { status: 409, code: 'conflict', detail: message, errors: [{ path: 'code', message }] };
    serve({ 'GET /admin/experts': { experts: [] }, 'POST /admin/experts': refusal });
    show(<NewExpert />);
    fill();
    fireEvent.click(screen.getByRole('button', { name: 'Add expert' }));
    expect(await screen.findByText(message)).toBeTruthy();
    expect(screen.getByLabelText(/^Code/).getAttribute('aria-invalid')).toBe('true');
    expect(screen.getByLabelText<HTMLInputElement>(/^Name/).value).toBe('Renée Hara');
    expect(push).not.toHaveBeenCalled();
    cleanup();
    show(<NewExpert />);
    await screen.findByText('Your draft from before, kept on this device');
    expect(screen.getByLabelText<HTMLInputElement>(/^Name/).value).toBe('Renée Hara');
  });
});

describe('an expert', () => {
  it('is retired after a question that names them, and can be offered again', async () => {
    const retired = expert({ state: 'retired', by_hand: true });
    const sent = serve({ 'GET /admin/experts/cellar': expert(), 'POST /admin/experts/cellar/retire': retired });
    show(<ExpertPage code="cellar" />);
    fireEvent.click(await screen.findByRole('button', { name: 'Retire' }));
    const question = await screen.findByRole('alertdialog', { name: 'Retire Renée Hara?' });
    expect(sent.filter(({ method }) => method === 'POST')).toEqual([]);
    fireEvent.click([...question.querySelectorAll('button')].find(({ textContent }) => textContent === 'Retire')!);
    expect(await screen.findByRole('button', { name: 'Offer again' })).toBeTruthy();
    expect(screen.queryByRole('alertdialog')).toBeNull();
  });

  it('is changed without their code, which stays', async () => {
    const changed = expert({ style: 'Long sentences now.', by_hand: true, updated_at: '2026-11-22T11:00:00.000Z' });
    const sent = serve({ 'GET /admin/experts/cellar': expert(), 'PUT /admin/experts/cellar': changed });
    show(<ExpertPage code="cellar" />);
    expect((await screen.findByLabelText<HTMLInputElement>(/^Code/)).readOnly).toBe(true);
    type(/^Way of speaking/, 'Long sentences now.');
    fireEvent.click(screen.getByRole('button', { name: 'Save' }));
    expect(await screen.findByText(/^Changed by hand/)).toBeTruthy();
    const put = sent.find(({ method }) => method === 'PUT')!;
    expect(put.body).toMatchObject({ name: 'Renée Hara', style: 'Long sentences now.' });
    expect(put.body).not.toHaveProperty('code');
    expect(put.body).toHaveProperty('updated_at', expert().updated_at);
    expect(screen.queryByText(/kept on this device/)).toBeNull();
  });

  it('keeps what is typed when the page is left, until it is saved or discarded', async () => {
    serve({ 'GET /admin/experts/cellar': expert() });
    show(<ExpertPage code="cellar" />);
    const style = () => screen.findByLabelText<HTMLInputElement>(/^Way of speaking/);
    await style();
    type(/^Way of speaking/, 'Long sentences now.');
    cleanup();
    show(<ExpertPage code="cellar" />);
    expect(await screen.findByText('Unsaved changes from before, kept on this device')).toBeTruthy();
    expect((await style()).value).toBe('Long sentences now.');
    fireEvent.click(screen.getByRole('button', { name: 'Discard changes' }));
    expect((await style()).value).toBe(expert().style);
    expect(screen.queryByText(/kept on this device/)).toBeNull();
  });

  const theirs = expert({ traits: ['loud', 'dry', 'exact'], by_hand: true, updated_at: '2026-11-22T12:00:00.000Z' });
  const refusal = { status: 409, code: 'changed_meanwhile', detail: 'Somebody else has saved this expert.' };
  /** Saves over what somebody else saves at that moment. */
  async function clash(): Promise<Sent[]> {
    let now: Expert = expert();
    let put: unknown = refusal;
    const sent = serve({
      'GET /admin/experts/cellar': () => now,
      'PUT /admin/experts/cellar': () => {
        const answer = put;
        now = theirs;
        put = expert({ ...theirs, style: 'Long sentences now.', updated_at: '2026-11-22T13:00:00.000Z' });
        return answer;
      },
    });
    show(<ExpertPage code="cellar" />);
    await screen.findByLabelText(/^Way of speaking/);
    type(/^Way of speaking/, 'Long sentences now.');
    fireEvent.click(screen.getByRole('button', { name: 'Save' }));
    const notice = (await screen.findByText('Changed by somebody else meanwhile')).closest('[role=alert]')!;
    expect(notice.textContent).toContain('traits');
    expect(screen.getByLabelText<HTMLInputElement>(/^Way of speaking/).value).toBe('Long sentences now.');
    expect(screen.getByRole<HTMLButtonElement>('button', { name: 'Save' }).disabled).toBe(true);
    return sent;
  }

  it('says what somebody else has saved meanwhile, keeps what was typed, and loads the newer one', async () => {
    const sent = await clash();
    fireEvent.click(screen.getByRole('button', { name: 'Load the newer one' }));
    expect(screen.getByLabelText<HTMLTextAreaElement>(/^Traits/).value).toBe('loud\ndry\nexact');
    expect(screen.getByLabelText<HTMLInputElement>(/^Way of speaking/).value).toBe(expert().style);
    expect(screen.queryByText('Changed by somebody else meanwhile')).toBeNull();
    expect(screen.queryByText('Not saved')).toBeNull();
    expect(sent.filter(({ method }) => method === 'PUT')).toHaveLength(1);
  });

  it('replaces what somebody else has saved only when the person says so', async () => {
    const sent = await clash();
    fireEvent.click(screen.getByRole('button', { name: 'Keep mine' }));
    fireEvent.click(screen.getByRole('button', { name: 'Save' }));
    await waitFor(() => expect(sent.filter(({ method }) => method === 'PUT')).toHaveLength(2));
    const put = sent.findLast(({ method }) => method === 'PUT')!;
    expect(put.body).toMatchObject({ updated_at: theirs.updated_at, traits: expert().traits });
    await waitFor(() => expect(screen.queryByText(/kept on this device/)).toBeNull());
  });

  it('says so where there is none', async () => {
    serve({});
    show(<ExpertPage code="nobody" />);
    expect(await screen.findByRole('link', { name: 'Go to the catalogue' })).toBeTruthy();
  });
});
