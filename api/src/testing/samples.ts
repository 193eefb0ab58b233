import { randomUUID } from 'node:crypto';
import type { Answer, Visitor } from './visitor.ts';
import { PASSWORD, PROBLEM_STATEMENT } from './visitor.ts';

/** What samples are made of: a person's rows, and what earlier samples were answered. */
export interface Scene {
  /** No admin. */
  person: Visitor;
  /** Meetings of the person: one that waits for answers to these questions, one with a record, one that failed. */
  asking: { id: string; questions: { id: string }[] };
  decided: string;
  failed: string;
  /** Of the person's business context. */
  keptAnswer: string;
  /** Answers to the samples before, by the names of their routes. */
  answered: Map<string, Answer>;
}

export interface Sample {
  /** Values of the path's parameters. `id` without one is the decided meeting. */
  at?: Record<string, string>;
  body?: object;
}

type Samples = Record<string, (scene: Scene) => Sample>;

const asks = ({ asking }: Scene) => ({ id: asking.id });
const bodyOf = ({ answered }: Scene, name: string) => answered.get(name)!.body as Record<string, string>;
const profile = { company: 'Bakery', industry: '', stage: '', team: '4', market: 'Ghent', goals: '', constraints: '' };
const newcomer = { email: `newcomer-${randomUUID()}@example.test`, password: PASSWORD };

const ACCOUNT: Samples = {
  'POST /api/auth/sign-up/email': () => ({ body: { name: 'A Person', ...newcomer } }),
  'POST /api/auth/sign-in/email': () => ({ body: newcomer }),
  'GET /api/auth/get-session': () => ({}),
  'GET /api/v1/meta': () => ({}),
  'GET /api/v1/me': () => ({}),
  'PATCH /api/v1/me': () => ({ body: { name: 'Nora' } }),
  'PUT /api/v1/context/profile': () => ({ body: profile }),
  'GET /api/v1/context/profile': () => ({}),
  'DELETE /api/v1/context/profile': () => ({}),
  'GET /api/v1/context/answers': () => ({}),
  'PATCH /api/v1/context/answers/{id}': ({ keptAnswer }) => ({ at: { id: keptAnswer }, body: { answer: '30,000' } }),
  'DELETE /api/v1/context/answers/{id}': ({ keptAnswer }) => ({ at: { id: keptAnswer } }),
  'GET /api/v1/experts': () => ({}),
};

const MEETINGS: Samples = {
  'POST /api/v1/sessions': () => ({ body: { problem_statement: PROBLEM_STATEMENT } }),
  'GET /api/v1/sessions': () => ({}),
  'GET /api/v1/sessions/{id}': (scene) => ({ at: asks(scene) }),
  'GET /api/v1/sessions/{id}/events': (scene) => ({ at: asks(scene) }),
  'POST /api/v1/sessions/{id}/clarifications': (scene) => ({
    at: asks(scene),
    body: { answers: [{ question_id: scene.asking.questions[0]!.id, answer: 'Next spring.' }] },
  }),
  'POST /api/v1/sessions/{id}/interjections': (scene) => ({ at: asks(scene), body: { text: 'The landlord called.' } }),
  'POST /api/v1/sessions/{id}/constraints': (scene) => ({ at: asks(scene), body: { constraints: ['No loan.'] } }),
  'POST /api/v1/sessions/{id}/pause': (scene) => ({ at: asks(scene) }),
  'POST /api/v1/sessions/{id}/resume': (scene) => ({ at: asks(scene) }),
  'POST /api/v1/sessions/{id}/cancel': (scene) => ({ at: asks(scene) }),
  // To its end, which the cancellation has brought near.
  'GET /api/v1/sessions/{id}/stream': (scene) => ({ at: asks(scene) }),
  'POST /api/v1/sessions/{id}/retry': ({ failed }) => ({ at: { id: failed } }),
};

const RECORDS: Samples = {
  'GET /api/v1/sessions/{id}/record.json': () => ({}),
  'GET /api/v1/sessions/{id}/record.md': () => ({}),
  'GET /api/v1/sessions/{id}/record.pdf': () => ({}),
  'GET /api/v1/sessions/{id}/record.ics': () => ({}),
  'PUT /api/v1/sessions/{id}/choice': () => ({ body: { own_words: 'Sell online', note: 'For now.' } }),
  'PUT /api/v1/sessions/{id}/outcome': () => ({ body: { result: 'mixed', note: 'Slow.', known_on: '2026-11-20' } }),
  'DELETE /api/v1/sessions/{id}/outcome': () => ({}),
  'DELETE /api/v1/sessions/{id}/choice': () => ({}),
  'POST /api/v1/sessions/{id}/actions': () => ({ body: { title: 'Call the landlord', due_date: '2027-01-10' } }),
  'PATCH /api/v1/sessions/{id}/actions/{action_id}': ({ decided }) => ({
    at: { action_id: `${decided}-sp0-a1` },
    body: { status: 'in_progress', owner: 'Nora' },
  }),
  'DELETE /api/v1/sessions/{id}/actions/{action_id}': (scene) => ({
    at: { action_id: bodyOf(scene, 'POST /api/v1/sessions/{id}/actions')['id']! },
  }),
  'POST /api/v1/sessions/{id}/shares': () => ({ body: { expires_in_days: 7, shows_choice: true } }),
  'GET /api/v1/sessions/{id}/shares': () => ({}),
  'GET /api/v1/shared/{token}': (scene) => ({
    at: { token: bodyOf(scene, 'POST /api/v1/sessions/{id}/shares')['url']!.split('/').at(-1)! },
  }),
  'DELETE /api/v1/sessions/{id}/shares/{share_id}': (scene) => ({
    at: { share_id: bodyOf(scene, 'POST /api/v1/sessions/{id}/shares')['id']! },
  }),
};

/**
 * A request for every route that is not administration's which is answered with success; each may need those before it. A
 * route of the document without one here fails the test that walks them all.
 */
export const SAMPLES: Samples = {
  'GET /api/health': () => ({}),
  'GET /api/health/live': () => ({}),
  'GET /api/health/ready': () => ({}),
  'GET /api/health/{part}': () => ({ at: { part: 'db' } }),
  ...ACCOUNT,
  ...MEETINGS,
  ...RECORDS,
  // Last: of another session than the person's.
  'POST /api/auth/sign-out': () => ({ body: {} }),
};

/** The path of a route with a sample's values in it. Throws where one is missing. */
export function pathOf(path: string, scene: Scene, { at = {} }: Sample): string {
  const values: Record<string, string> = { id: scene.decided, ...at };
  return path.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = values[name];
    if (value === undefined) throw new Error(`The sample for ${path} has no ${name}.`);
    return value;
  });
}
