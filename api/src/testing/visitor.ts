import type { Problem } from '@bo1/contracts/errors/schema';
import { refuseCosts } from './costs.ts';

export const PASSWORD = 'correct-horse-battery-9';
export const PROBLEM_STATEMENT =
  'Should our bakery in Ghent open a second shop next spring, or pay off the oven loan first?';

export interface Answer<T = Record<string, unknown>> {
  status: number;
  headers: Headers;
  text: string;
  body: T;
}

/**
 * Somebody who uses the API as a browser of our origin would: keeps cookies, sends `origin`. Whatever they are answered,
 * and whatever test asks, costs are not in it: only an admin sees those.
 */
export class Visitor {
  id = '';
  cookie = '';
  isAdmin = false;
  readonly base: string;
  readonly origin: string;

  constructor(base: string, origin: string) {
    this.base = base;
    this.origin = origin;
  }

  async signUp(email: string, extra: object = {}): Promise<Answer> {
    const answer = await this.call('POST', '/api/auth/sign-up/email', {
      name: 'A Person',
      email,
      password: PASSWORD,
      ...extra,
    });
    if (answer.status !== 200) return answer;
    this.cookie = answer.headers
      .getSetCookie()
      .map((cookie) => cookie.split(';')[0])
      .join('; ');
    this.id = (answer.body.user as { id: string }).id;
    return answer;
  }

  /** `body` goes as JSON; a string or bytes go as they are. Rejects with `CostsTold`. */
  async call<T = Record<string, unknown>>(
    method: string,
    path: string,
    body?: object | string | Uint8Array,
    headers: Record<string, string> = {},
  ): Promise<Answer<T>> {
    const raw = typeof body === 'string' || body instanceof Uint8Array;
    const response = await fetch(this.base + path, {
      method,
      headers: {
        origin: this.origin,
        ...(this.cookie && { cookie: this.cookie }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { body: raw ? (body as string) : JSON.stringify(body) }),
    });
    const text = await response.text();
    const answer = parse(text);
    if (!this.isAdmin && path.startsWith('/api/v1/')) refuseCosts(`${method} ${path}`, answer);
    return { status: response.status, headers: response.headers, text, body: answer as T };
  }

  get<T = Record<string, unknown>>(path: string, headers: Record<string, string> = {}): Promise<Answer<T>> {
    return this.call<T>('GET', path, undefined, headers);
  }

  post<T = Record<string, unknown>>(
    path: string,
    body?: object | string,
    headers: Record<string, string> = {},
  ): Promise<Answer<T>> {
    return this.call<T>('POST', path, body, headers);
  }

  /** Creates a meeting whether or not the engine is there; returns its id. */
  async meeting(body: object = {}): Promise<string> {
    const answer = await this.post<{ id?: string } & Partial<Problem>>('/api/v1/sessions', {
      problem_statement: PROBLEM_STATEMENT,
      ...body,
    });
    const id = answer.body.id ?? answer.body.session_id;
    if (!id) throw new Error(`no meeting: ${answer.status} ${answer.text}`);
    return id;
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
