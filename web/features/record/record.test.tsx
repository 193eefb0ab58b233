// @vitest-environment jsdom
import type { SessionDetail } from '@bo1/contracts/meeting/schema';
import { QueryClientProvider } from '@tanstack/react-query';
import { cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { useDetail } from '#features/meeting/use-meeting.ts';
import { createQueryClient } from '#http/query-client.ts';
import { DecisionRecordView } from './decision-record.tsx';
import { actionOf, choiceOf, meetingOf } from './testing.ts';
import { bodyOf, expectedChoice } from './use-kept.ts';

type Sent = { method: string; path: string; body: unknown; answer: (status: number, body?: unknown) => void };
let sent: Sent[];
beforeEach(() => {
  sent = [];
  vi.stubGlobal(
    'fetch',
    (path: string, init: RequestInit) =>
      new Promise<Response>((resolve) => {
        const answer: Sent['answer'] = (status, body) =>
          resolve(new Response(body === undefined ? null : JSON.stringify(body), { status }));
        sent.push({ method: init.method!, path, body: init.body ? JSON.parse(init.body as string) : null, answer });
      }),
  );
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

function Page({ id }: { id: string }) {
  const { data } = useDetail(id);
  return data?.record ? <DecisionRecordView of={{ ...data, record: data.record }} log={id} yours /> : null;
}

function show(fields: Partial<SessionDetail> = {}) {
  const meeting = meetingOf(fields);
  const client = createQueryClient();
  client.setQueryData(['meeting', meeting.id], meeting);
  render(
    <QueryClientProvider client={client}>
      <Page id={meeting.id} />
    </QueryClientProvider>,
  );
  return { meeting, choice: () => within(screen.getByRole('region', { name: 'Your choice' })) };
}
/** What was sent to change something, once it was. */
const change = (method: string) =>
  waitFor(() => {
    const found = sent.find((one) => one.method === method);
    if (!found) throw new Error(`no ${method} yet`);
    return found;
  });

describe('choosing', () => {
  it('shows the choice before the server has it, and what the server kept then', async () => {
    const { meeting, choice } = show();
    fireEvent.click(await choice().findByRole('button', { name: 'Wait' }));
    expect(await choice().findByRole('button', { name: 'Edit your choice: Wait' })).toBeTruthy();
    const put = await change('PUT');
    expect([put.path, put.body]).toEqual([`/api/v1/sessions/${meeting.id}/choice`, { option: 'Wait', note: '' }]);
    put.answer(200, choiceOf({ note: 'as kept' }));
    expect(await choice().findByText('as kept')).toBeTruthy();
    expect(screen.getAllByText('chosen').length).toBeGreaterThan(0);
  });

  it('takes it back where the server refuses', async () => {
    const { choice } = show();
    fireEvent.click(await choice().findByRole('button', { name: 'Wait' }));
    (await change('PUT')).answer(409, { code: 'no_record', detail: 'The board has not decided yet.' });
    expect(await choice().findByText(/Which way do you go/)).toBeTruthy();
    expect(await screen.findByText('The board has not decided yet.')).toBeTruthy();
  });

  it('asks for own words before it takes something else', async () => {
    const { choice } = show();
    fireEvent.click(await choice().findByRole('button', { name: 'Something else' }));
    fireEvent.click(choice().getByRole('button', { name: 'Save your choice' }));
    expect(choice().getByRole('alert').textContent).toBe('Say in a few words what you chose.');
    fireEvent.change(choice().getByLabelText('In your own words'), { target: { value: ' Sell online ' } });
    fireEvent.change(choice().getByLabelText('Note'), { target: { value: 'Cheaper.' } });
    fireEvent.click(choice().getByRole('button', { name: 'Save your choice' }));
    expect((await change('PUT')).body).toEqual({ own_words: 'Sell online', note: 'Cheaper.' });
    expect(await choice().findByText('Sell online')).toBeTruthy();
  });

  it('records how it turned out', async () => {
    const { choice } = show({ choice: choiceOf() });
    fireEvent.click(await choice().findByRole('button', { name: 'It was mixed' }));
    fireEvent.change(choice().getByLabelText('Known on'), { target: { value: '2026-11-20' } });
    fireEvent.change(choice().getByLabelText('What happened'), { target: { value: 'Slow at first.' } });
    fireEvent.click(choice().getByRole('button', { name: 'Save the outcome' }));
    expect((await change('PUT')).body).toEqual({ result: 'mixed', note: 'Slow at first.', known_on: '2026-11-20' });
    expect(await choice().findByText('Slow at first.')).toBeTruthy();
    expect(choice().getByRole('button', { name: 'Edit the outcome' })).toBeTruthy();
  });

  it('keeps when a choice was first made, and can bring any choice back', () => {
    const before = choiceOf({ option: null, own_words: 'Both', note: 'n' });
    const now = '2026-12-01T00:00:00.000Z';
    expect(expectedChoice(before, { option: 'Wait', note: '' }, now)).toMatchObject({
      option: 'Wait',
      own_words: null,
      recorded_at: before.recorded_at,
      updated_at: now,
    });
    expect(bodyOf(before)).toEqual({ own_words: 'Both', note: 'n' });
    expect(bodyOf(choiceOf())).toEqual({ option: 'Wait', note: '' });
  });
});

describe('what a record lacks', () => {
  const message = 'Part of the question has no actions: the model provider refused the request. The decision is kept.';
  const missing = { undecided: ['Whom to hire?'], actions: { of: ['How to pay?'], message } };
  const part = (index: number, goal: string) => ({ index, goal, record: meetingOf().record! });
  const parts = [part(0, 'Where to sell?'), part(1, 'How to pay?')];

  it('is said beside the decision, with the way to try again for its owner only', () => {
    const { meeting } = show({ status: 'partial', parts, missing });
    const notice = screen.getByText('Partly decided').closest('article')!;
    expect(notice.textContent).toContain(`Not decided:Whom to hire?${message}How to pay?`);
    const link = screen.getByRole('link', { name: 'Try it again in the meeting' });
    expect(link.getAttribute('href')).toBe(`/meetings/${meeting.id}`);
    cleanup();
    const shared = meetingOf({ parts, missing });
    render(<DecisionRecordView of={{ ...shared, record: shared.record! }} />);
    expect(screen.getByText('Whom to hire?')).toBeTruthy();
    expect(screen.queryByRole('link')).toBeNull();
  });

  it('is also what a part was decided without', async () => {
    show({ parts: [parts[0]!, { ...parts[1]!, without: ['Where to sell?'] }] });
    expect(await screen.findByText(/^Decided without what this came to, .* Where to sell\?$/)).toBeTruthy();
  });

  it('is the actions where all is decided, and nothing where nothing is missing', () => {
    show({ actions: [], missing: { undecided: [], actions: { of: ['Open a second shop?'], message } } });
    expect(screen.getByText('Actions are missing').parentElement?.textContent).toContain(message);
    expect(screen.queryByText('Open a second shop?')).toBeNull();
    cleanup();
    show();
    expect(screen.queryByText('Actions are missing')).toBeNull();
  });
});

describe('actions', () => {
  it('change their status at once, and back where the server refuses', async () => {
    const { meeting } = show();
    const status = await screen.findByLabelText<HTMLSelectElement>('Status of: Sign the lease');
    fireEvent.change(status, { target: { value: 'done' } });
    await waitFor(() => expect(status.value).toBe('done'));
    const patch = await change('PATCH');
    expect([patch.path, patch.body]).toEqual([`/api/v1/sessions/${meeting.id}/actions/a1`, { status: 'done' }]);
    patch.answer(503, { code: 'unavailable', detail: 'Away.' });
    await waitFor(() => expect(status.value).toBe('todo'));
  });
});

describe('actions of one’s own', () => {
  it('are added with a day and an owner, and nothing is sent before there is a day', async () => {
    const { meeting } = show();
    fireEvent.click(await screen.findByRole('button', { name: 'Add an action' }));
    const form = within(await screen.findByRole('form', { name: 'New action' }));
    fireEvent.change(form.getByLabelText('What to do'), { target: { value: ' Call the landlord ' } });
    fireEvent.change(form.getByLabelText('Who does it'), { target: { value: 'Nora' } });
    fireEvent.click(form.getByRole('button', { name: 'Add the action' }));
    expect(form.getByText('Give a day.')).toBeTruthy();
    fireEvent.change(form.getByLabelText('By when'), { target: { value: '2027-01-10' } });
    fireEvent.click(form.getByRole('button', { name: 'Add the action' }));
    const post = await change('POST');
    const body = { title: 'Call the landlord', due_date: '2027-01-10', owner: 'Nora', priority: 'medium' };
    expect([post.path, post.body]).toEqual([`/api/v1/sessions/${meeting.id}/actions`, { ...body, reminder_of: null }]);
    post.answer(201, actionOf({ ...body, id: 'own', priority: 'medium', sub_problem_index: null }));
    expect(await screen.findByRole('heading', { name: 'Call the landlord' })).toBeTruthy();
    expect(screen.getByText('added to the board’s plan')).toBeTruthy();
    expect(screen.queryByRole('form', { name: 'New action' })).toBeNull();
    expect(await screen.findByRole('button', { name: 'Remove: Call the landlord' })).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Remove: Sign the lease' })).toBeNull();
  });

  it('remind of what would reopen the decision', async () => {
    show({ record: { ...meetingOf().record!, reopen_if: ['Churn passes 7 %.'] } });
    fireEvent.click(await screen.findByRole('button', { name: 'Set a reminder: Churn passes 7 %.' }));
    const form = within(await screen.findByRole('form', { name: 'New reminder' }));
    fireEvent.change(form.getByLabelText('By when'), { target: { value: '2027-03-01' } });
    fireEvent.click(form.getByRole('button', { name: 'Add the reminder' }));
    const post = await change('POST');
    const body = { title: 'Check: Churn passes 7 %.', due_date: '2027-03-01', reminder_of: 'Churn passes 7 %.' };
    expect(post.body).toMatchObject(body);
    post.answer(201, actionOf({ ...body, id: 'own', sub_problem_index: null }));
    const reopen = within(screen.getByRole('region', { name: 'What would reopen it' }));
    expect(await reopen.findByText(/^To be looked at on .*2027$/)).toBeTruthy();
  });

  it('and those of the board have an owner whom the person names', async () => {
    show();
    fireEvent.click(await screen.findByRole('button', { name: 'Set owner of: Sign the lease' }));
    fireEvent.change(screen.getByLabelText('Owner of: Sign the lease'), { target: { value: ' Milan ' } });
    fireEvent.click(screen.getByRole('button', { name: 'Save' }));
    expect((await change('PATCH')).body).toEqual({ owner: 'Milan' });
    expect(await screen.findByText('Milan')).toBeTruthy();
  });
});

describe('actions of several parts', () => {
  it('stand under the goal of theirs, numbered through', () => {
    const part = (index: number, goal: string) => ({ index, goal, record: meetingOf().record! });
    show({
      parts: [part(0, 'Where to sell?'), part(1, 'Whom to hire?')],
      actions: [actionOf(), actionOf({ id: 'a2', sub_problem_index: 1, title: 'Hire a baker', depends_on: ['a1'] })],
    });
    const hire = within(
      within(screen.getByRole('region', { name: 'Actions' })).getByRole('region', { name: 'Whom to hire?' }),
    );
    expect(hire.getByRole('heading', { name: 'Hire a baker' })).toBeTruthy();
    expect(hire.getByText('after action 1')).toBeTruthy();
    expect(hire.queryByText('Sign the lease')).toBeNull();
  });
});

describe('sources', () => {
  const source = (id: string, sub_problem_index: number, url = `https://example.org/${id}`) => {
    return { id, sub_problem_index, title: `Page ${id}`, url };
  };
  const sources = [source('S1', 0), source('S2', 1), source('S3', 1, 'javascript:alert(1)')];

  it('are followed from the text that cites them to their line, and from there to the page', () => {
    const record = { ...meetingOf().record!, rationale: 'Rents fell [S2], says the city [S9].' };
    show({ sources, record });
    const cited = screen.getByRole('link', { name: 'Source S2' });
    const list = within(screen.getByRole('region', { name: 'Sources' }));
    const lines = list.getAllByRole('listitem');
    expect(cited.getAttribute('href')).toBe(`#${lines[1]!.id}`);
    expect(lines.map((line) => line.textContent.slice(0, 9))).toEqual(['S1Page S1', 'S2Page S2', 'S3Page S3']);
    const links = list.getAllByRole('link').map((link) => [link.getAttribute('href'), link.getAttribute('rel')]);
    expect(links).toEqual(['S1', 'S2'].map((id) => [`https://example.org/${id}`, 'noopener noreferrer nofollow']));
    expect(screen.getByText(/says the city/).textContent).toBe(record.rationale);
  });

  it('of a part are those it had, where parts counted on their own', async () => {
    const record = { ...meetingOf().record!, decision: 'In Ghent [S1].' };
    const parts = [0, 1].map((index) => ({ index, goal: `Goal ${index}`, record }));
    show({ sources: [source('S1', 0), source('S1', 1)], parts, actions: [], record });
    const region = await screen.findByRole('region', { name: 'Decided in parts' });
    await within(region).findByText(/Part 2/);
    const leads = screen.getAllByRole('link', { name: 'Source S1' }).map((link) => link.getAttribute('href'));
    expect(leads).toEqual(['#sources', '#source-0-S1', '#source-1-S1']);
    expect(screen.getByText('S1 of part 2')).toBeTruthy();
  });
});

describe('print', () => {
  it('has what the page has folded: options, reasons, dissent and conditions of each part', async () => {
    const record = { ...meetingOf().record!, rationale: 'Only here.', conditions: ['The rent stays.'] };
    show({ parts: [{ index: 0, goal: 'Where?', record }], record: meetingOf().record! });
    const shown = await screen.findAllByText('Only here.');
    const printed = shown.find((one) => !one.closest('details'))!;
    expect(printed.closest('.print\\:block')).toBeTruthy();
    expect(printed.closest('.print\\:hidden')).toBeNull();
    expect(printed.parentElement!.textContent).toContain('The rent stays.');
  });
});

describe('a record that is only read', () => {
  it('has nothing to press: choice and states are words', () => {
    const client = createQueryClient();
    const outcome = { result: 'went_well', note: '', known_on: '2026-11-20', recorded_at: '', updated_at: '' } as const;
    const of = { ...meetingOf({ choice: choiceOf({ outcome }), actions: [actionOf({ status: 'dropped' })] }) };
    const { container } = render(
      <QueryClientProvider client={client}>
        <DecisionRecordView of={{ ...of, record: of.record! }} />
      </QueryClientProvider>,
    );
    expect(container.querySelectorAll('button, select, input, textarea')).toHaveLength(0);
    expect(within(screen.getByRole('region', { name: 'What was chosen' })).getByText('It went well')).toBeTruthy();
    expect(within(screen.getByRole('region', { name: 'Actions' })).getByText('Dropped')).toBeTruthy();
    expect(sent).toEqual([]);
  });
});
