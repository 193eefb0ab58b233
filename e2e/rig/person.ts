import { randomUUID } from 'node:crypto';

/** An answer of the API: `json` is undefined where the body is none. */
export interface Answer<T = any> {
  status: number;
  json: T;
  text: string;
  headers: Headers;
}

/** Somebody with a browser: signed in through the one origin, over the public surface only. */
export class Person {
  static readonly PASSWORD = 'correct-horse-battery-9';
  readonly origin: string;
  readonly email: string;
  readonly cookie: string;

  private constructor(origin: string, email: string, cookie: string) {
    this.origin = origin;
    this.email = email;
    this.cookie = cookie;
  }

  static async signUp(origin: string, email = `p-${randomUUID()}@example.test`, name = 'A Person'): Promise<Person> {
    return Person.#enter(origin, 'sign-up', { name, email, password: Person.PASSWORD });
  }

  static async signIn(origin: string, email: string, password: string): Promise<Person> {
    return Person.#enter(origin, 'sign-in', { email, password });
  }

  static async #enter(origin: string, way: 'sign-up' | 'sign-in', body: Record<string, string>): Promise<Person> {
    const response = await fetch(`${origin}/api/auth/${way}/email`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin },
      body: JSON.stringify(body),
    });
    if (!response.ok) throw new Error(`${way} answered ${response.status}: ${(await response.text()).slice(0, 300)}`);
    const cookie = response.headers
      .getSetCookie()
      .map((line) => line.split(';')[0])
      .join('; ');
    return new Person(origin, body['email']!, cookie);
  }

  async call<T = any>(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Answer<T>> {
    const response = await fetch(this.origin + path, {
      method,
      headers: {
        cookie: this.cookie,
        origin: this.origin,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    const text = await response.text();
    let json: any;
    try {
      json = JSON.parse(text);
    } catch {
      json = undefined;
    }
    return { status: response.status, json, text, headers: response.headers };
  }

  /** Starts a meeting and returns its id; tries again with the same key while the stack recovers from a kill. */
  async convene(problem: string, options: Record<string, unknown> = {}): Promise<string> {
    const key = randomUUID();
    for (let tries = 0; ; tries++) {
      const answer = await this.call(
        'POST',
        '/api/v1/sessions',
        { problem_statement: problem, ...options },
        { 'idempotency-key': key },
      ).catch(() => undefined);
      if (answer?.status === 201) return answer.json.id as string;
      if (tries >= 20 || (answer !== undefined && answer.status < 500 && answer.status !== 409)) {
        throw new Error(`create answered ${answer?.status}: ${answer?.text.slice(0, 300)}`);
      }
      await new Promise((resolve) => setTimeout(resolve, 500));
    }
  }

  /** Answers whatever the board asks in this event; nothing for any other event. */
  async answerQuestions(sessionId: string, event: { type: string; data: any }): Promise<void> {
    if (event.type !== 'clarification_required') return;
    const answers = event.data.questions.map((question: { id: string }) => ({
      question_id: question.id,
      answer: 'We have one baker to spare, 25,000 euro in cash, and the loan costs 6 percent.',
    }));
    for (let tries = 0; tries < 40; tries++) {
      const sent = await this.call('POST', `/api/v1/sessions/${sessionId}/clarifications`, { answers }).catch(
        () => undefined,
      );
      if (sent !== undefined && sent.status < 500) return;
      await new Promise((resolve) => setTimeout(resolve, 500));
    }
    throw new Error(`The answers to ${sessionId} were never taken.`);
  }
}
