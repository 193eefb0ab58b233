import { randomUUID } from 'node:crypto';
import { expect } from 'vitest';
import { Person } from './person.ts';

/** A request that was refused, and what was answered. */
export interface Asked {
  what: string;
  text: string;
}

const FIELDS = ['company', 'industry', 'stage', 'team', 'market', 'goals', 'constraints'];

/** A person who types a text of its own into every field there is, each with what encodings change. */
export class Typing {
  /** What was typed, by the field. */
  readonly canaries: Map<string, string>;
  readonly person: Person;

  private constructor(person: Person, canaries: Map<string, string>) {
    this.person = person;
    this.canaries = canaries;
  }

  static async signUp(origin: string): Promise<Typing> {
    const email = `canary-${randomUUID()}@example.test`;
    const name = newCanary();
    const person = await Person.signUp(origin, email, name);
    return new Typing(person, new Map(Object.entries({ 'sign-up e-mail': email, 'sign-up name': name })));
  }

  /** A text for a field, the same whenever it is asked for. */
  readonly canary = (field: string): string => {
    const known = this.canaries.get(field) ?? newCanary();
    this.canaries.set(field, known);
    return known;
  };

  async #done(method: string, path: string, body: unknown): Promise<any> {
    const { status, json, text } = await this.person.call(method, path, body);
    expect([method, path, status < 300, status < 300 ? '' : text]).toEqual([method, path, true, '']);
    return json;
  }

  /** Name and business profile. */
  async introduceThemselves(): Promise<void> {
    await this.#done('PATCH', '/api/v1/me', { name: `Pat ${this.canary('name')}` });
    const profile = FIELDS.map((field) => [field, `We ${this.canary(`profile: ${field}`)}`]);
    await this.#done('PUT', '/api/v1/context/profile', Object.fromEntries(profile));
  }

  /** Everything that can be said to a board which waits for answers; the answers last. */
  async speakWhileAsked(id: string, { questions }: { questions: { id: string }[] }): Promise<void> {
    const { canary } = this;
    const path = `/api/v1/sessions/${id}`;
    await this.#done('POST', `${path}/interjections`, { text: `The landlord says ${canary('interjection')}.` });
    await this.#done('POST', `${path}/constraints`, { constraints: [`Nobody loses ${canary('constraint')}.`] });
    const answer = `We have ${canary('answer')} in cash.`;
    await this.#done('POST', `${path}/clarifications`, {
      answers: questions.map((question) => ({ question_id: question.id, answer })),
    });
  }

  /** Everything that can be written to a record, and to what was kept of the meeting's answers. */
  async makeTheRecordTheirs(id: string): Promise<void> {
    const { canary } = this;
    const path = `/api/v1/sessions/${id}`;
    await this.#done('PUT', `${path}/choice`, { own_words: canary('choice'), note: canary('choice: note') });
    const outcome = { result: 'mixed', note: canary('outcome: note'), known_on: '2026-11-20' };
    await this.#done('PUT', `${path}/outcome`, outcome);
    const body = { title: canary('own action'), owner: canary('own action: owner'), due_date: '2027-01-10' };
    const action = await this.#done('POST', `${path}/actions`, body);
    await this.#done('PATCH', `${path}/actions/${action.id}`, { owner: canary('owner') });
    await this.#done('POST', `${path}/shares`, { expires_in_days: 7, shows_choice: true });
    const { answers } = await this.#done('GET', '/api/v1/context/answers', undefined);
    await this.#done('PATCH', `/api/v1/context/answers/${answers[0].id}`, { answer: canary('kept answer') });
    await this.#done('GET', `/api/v1/sessions?q=${encodeURIComponent(canary('search'))}`, undefined);
  }

  /** The same texts where they are refused: what was answered. */
  async mistype(): Promise<Asked[]> {
    const { canary, person } = this;
    const sent: [string, string, unknown][] = [
      ['POST', '/api/v1/sessions', { problem_statement: canary('too long a problem').repeat(1_000) }],
      ['PATCH', '/api/v1/me', { name: `${canary('no text')}\u0000` }],
      ['PUT', '/api/v1/context/profile', { company: canary('half a profile') }],
      ['GET', `/api/v1/sessions?status=${encodeURIComponent(canary('no status'))}`, undefined],
      [
        'POST',
        '/api/auth/sign-up/email',
        { email: person.email, name: canary('a name again'), password: Person.PASSWORD },
      ],
      ['POST', '/api/auth/sign-in/email', { email: person.email, password: canary('a wrong password') }],
    ];
    const refused: Asked[] = [];
    for (const [method, path, body] of sent) {
      const { status, text } = await person.call(method, path, body);
      expect([method, path, status >= 400 && status < 500]).toEqual([method, path, true]);
      refused.push({ what: `${method} ${decodeURIComponent(path).slice(0, 30)}`, text });
    }
    const broken = await fetch(`${person.origin}/api/v1/sessions`, {
      method: 'POST',
      headers: { cookie: person.cookie, origin: person.origin, 'content-type': 'application/json' },
      body: `{"problem_statement": ${canary('broken JSON')}`,
    });
    expect(broken.status).toBe(400);
    return [...refused, { what: 'broken JSON', text: await broken.text() }];
  }
}

/** Quotes, a backslash and letters beyond ASCII: in JSON, in an address and in a log it looks different each time. */
const newCanary = (): string => `é"${randomUUID().slice(0, 8)}\\ß`;
