import type { SessionDetail } from '@bo1/contracts/meeting/schema';
import { recordDocument } from '@bo1/contracts/record/document';
import { extractText, getDocumentProxy } from 'unpdf';
import { writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { RECORD } from '../../testing/finished.ts';
import { recordPdf } from './record-pdf.ts';

const AT = '2026-11-25T09:00:00.000Z';
const action = (position: number) => ({
  id: `a${position}`,
  sub_problem_index: 0,
  title: position === 1 ? 'Kraftfahrzeughaftpflichtversicherungsbedingungen prüfen' : 'Μέτρησε τους πελάτες',
  steps: ['Ask the city', 'Подписать договор аренды'],
  success_criteria: ['A place by March'],
  kill_criteria: ['No place before June'],
  priority: 'high' as const,
  due_date: '2027-01-15',
  depends_on: position === 1 ? [] : ['a1'],
  status: position === 1 ? ('done' as const) : ('in_progress' as const),
  status_changed_at: AT,
  owner: null,
  reminder_of: null,
});
const session = {
  id: 'bo1_00000000-0000-4000-8000-000000000000',
  status: 'completed',
  step: 'ended',
  problem_statement: 'Should our bakery open a second shop?\n\nΗ πόλη είναι ακριβή — и аренда растёт. Ça va où?',
  decision: RECORD.decision,
  chosen: 'Wait a year',
  outcome: 'mixed',
  attempt: 1,
  expert_count: 4,
  round_count: 3,
  contribution_count: 12,
  action_count: 2,
  created_at: AT,
  started_at: AT,
  ended_at: AT,
  last_sequence: 40,
  skip_clarification: false,
  insist_on_board: false,
  tier: 'pro',
  route: 'board',
  stop_rule: 'consensus',
  simulated: true,
  open_questions: [],
  record: RECORD,
  parts: [
    { index: 0, goal: 'Where to sell', record: RECORD },
    { index: 1, goal: 'Wie man es bezahlt', record: { ...RECORD, decision: 'Aus der Kasse.' } },
  ],
  choice: {
    option: 'Wait a year',
    own_words: null,
    note: 'The oven comes first.',
    recorded_at: AT,
    updated_at: AT,
    outcome: { result: 'mixed', note: 'We lost a season.', known_on: '2027-05-02', recorded_at: AT, updated_at: AT },
  },
  actions: [action(1), action(2)],
  sources: [],
  archive: null,
} satisfies SessionDetail;

async function printed(fields: Partial<SessionDetail & Pick<typeof session, 'record'>> = {}) {
  const bytes = await recordPdf(recordDocument({ ...session, ...fields }, []), new Date(AT));
  if (process.env.KEEP_PDF) writeFileSync(process.env.KEEP_PDF, bytes);
  const pdf = await getDocumentProxy(new Uint8Array(bytes));
  const { text } = await extractText(pdf, { mergePages: true });
  return { bytes, pdf, text: text.replace(/\s+/g, ' ') };
}

/** Roles of the elements of a page, in reading order. */
function rolesOf(node: unknown): string[] {
  const { role, children = [] } = node as { role?: string; children?: unknown[] };
  return [...(role ? [role] : []), ...children.flatMap(rolesOf)];
}

describe('the record as PDF', () => {
  it('can be searched and copied: every text is in it as it was written, in any of the scripts', async () => {
    const { text } = await printed();
    const { record, problem_statement, actions, choice } = session;
    const said = [record.question, record.decision, record.rationale, problem_statement, ...record.criteria];
    const rest = [...record.conditions, ...record.reopen_if, choice.note, choice.outcome.note, actions[0]!.title];
    for (const words of [...said, ...rest].flatMap((one) => one.split(/\s+/))) expect(text).toContain(words);
    expect(text).toContain('Μέτρησε τους πελάτες');
    expect(text).toContain('Подписать договор аренды');
    expect(text).toContain('In progress · priority: high · due 15 Jan 2027');
    expect(text).toContain('Outcome: It was mixed, known on 2 May 2027.');
    expect(text).toContain('Part 2: Wie man es bezahlt Decision: Aus der Kasse.');
    expect(text).not.toContain('typefaces');
  });

  it('tells readers and machines what it is: title, language, roles in reading order, embedded typefaces', async () => {
    const { pdf, bytes } = await printed();
    const { info } = await pdf.getMetadata();
    expect(info).toMatchObject({ Title: RECORD.question, Language: 'en', Creator: 'Board of One' });
    expect(info).not.toHaveProperty('Author');
    expect(await pdf.getMarkInfo()).toMatchObject({ Marked: true });
    const pages = Array.from({ length: pdf.numPages }, (_, page) => pdf.getPage(page + 1));
    const roles = await Promise.all(pages.map(async (page) => rolesOf(await (await page).getStructTree())));
    expect(roles.flat()).toEqual(
      expect.arrayContaining(['H1', 'H2', 'H3', 'Table', 'TR', 'TH', 'TD', 'L', 'LI', 'LBody']),
    );
    expect(roles.flat().filter((role) => role === 'H1')).toHaveLength(1);
    const raw = bytes.toString('latin1');
    expect(raw.match(/\/FontFile2 /g)).toHaveLength(4);
    expect(raw).not.toContain('/BaseFont /Helvetica');
  });

  it('links its sources, and only to pages', async () => {
    const source = (id: string, url: string) => ({ id, sub_problem_index: 0, title: `Page ${id}`, url });
    const sources = [source('S1', 'https://example.org/rents'), source('S2', 'javascript:alert(1)')];
    const { text, pdf } = await printed({ sources });
    expect(text).toContain('Sources • S1: Page S1 https://example.org/rents • S2: Page S2');
    const pages = Array.from({ length: pdf.numPages }, (_, page) => pdf.getPage(page + 1));
    const links = await Promise.all(pages.map(async (page) => (await page).getAnnotations() as Promise<unknown[]>));
    expect(links.flat()).toEqual([expect.objectContaining({ subtype: 'Link', url: 'https://example.org/rents' })]);
  });

  it('says what is missing', async () => {
    const message = 'There are no actions: the model provider refused the request. The decision is kept.';
    const missing = { undecided: ['Whom to hire'], actions: { of: ['Where to sell'], message } };
    const { text } = await printed({ actions: [], missing });
    expect(text).toContain('What is missing Part of the question could not be decided • Whom to hire');
    expect(text).toContain(message);
  });

  it('says so where it has no letter for a character', async () => {
    const { text } = await printed({ problem_statement: 'Should we move to 東京 👩‍👩‍👧 now?' });
    expect(text).toContain('Should we move to ■■ ■ now?');
    expect(text).toContain('■ stands for a character');
  });

  it('loses nothing of tables that are too wide or too long to be tables', async () => {
    const long = 'Wenn man alles bedenkt, was zu bedenken ist. '.repeat(40).trim();
    const options = [1, 2, 3, 4, 5].map((n) => ({ title: `Option ${n}`, summary: 'Short.', assessments: [long] }));
    for (const some of [options, options.slice(0, 2)]) {
      const { text } = await printed({ parts: [], record: { ...RECORD, criteria: ['Thought'], options: some } });
      // Pages end in the middle of sentences: words are counted.
      expect(text.split('bedenkt,').length - 1).toBe(40 * some.length);
    }
  });
});
