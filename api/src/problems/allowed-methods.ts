import { Injectable } from '@nestjs/common';
import { ProblemError } from './problem.ts';

/** Knows which methods an address takes, so that a wrong method is told from a wrong address. */
@Injectable()
export class AllowedMethods {
  private routes: { pattern: RegExp; method: string }[] | undefined;
  private paths: () => Record<string, object> = () => ({});

  /** Paths in the form of OpenAPI (`/api/v1/sessions/{id}`); asked for with the first address that is not found. */
  learnFrom(paths: () => Record<string, object>): void {
    this.paths = paths;
  }

  private known(): { pattern: RegExp; method: string }[] {
    this.routes ??= Object.entries(this.paths()).flatMap(([path, operations]) => {
      const pattern = new RegExp(`^${path.replaceAll('.', '\\.').replace(/\{[^}]+\}/g, '[^/]+')}/?$`);
      return Object.keys(operations).map((method) => ({ pattern, method: method.toUpperCase() }));
    });
    return this.routes;
  }

  /** A `not_found` for an address that takes other methods becomes `method_not_allowed`, with an `allow` header. */
  explain(problem: ProblemError, method: string, path: string): ProblemError {
    if (problem.code !== 'not_found') return problem;
    const allowed = this.known()
      .filter((route) => route.pattern.test(path))
      .map((route) => route.method);
    if (allowed.length === 0 || allowed.includes(method) || (method === 'HEAD' && allowed.includes('GET')))
      return problem;
    return new ProblemError('method_not_allowed', `This address takes ${allowed.join(', ')}.`, {
      headers: { allow: allowed.join(', ') },
    });
  }
}
