import { Injectable, StandardSchemaValidationPipe, type ArgumentMetadata } from '@nestjs/common';
import { ProblemError } from './problem.ts';

type Issue = { message: string; path?: readonly unknown[] | undefined };
/** Enough to mend a form; a body made of mistakes shall not be answered by a larger one. */
const MAX_ISSUES = 20;

/** Where the input is wrong and why, as the wire shows it. */
export function issuesToErrors(issues: readonly Issue[]): { path: string; message: string }[] {
  return issues.slice(0, MAX_ISSUES).map((issue) => ({
    path: (issue.path ?? []).map((part) => String(part instanceof Object && 'key' in part ? part.key : part)).join('.'),
    message: issue.message,
  }));
}

/** Nest's own standard-schema validation with our errors: 400 `malformed_id` in a path, 422 elsewhere. */
@Injectable()
export class ContractPipe extends StandardSchemaValidationPipe {
  constructor() {
    super({
      exceptionFactory: (issues: readonly Issue[]) => {
        const errors = issuesToErrors(issues);
        return new ProblemError('validation_failed', errors[0]?.message ?? 'The request is not valid.', { errors });
      },
    });
  }

  override async transform<T>(value: T, metadata: ArgumentMetadata): Promise<T> {
    try {
      return await super.transform(value, metadata);
    } catch (error) {
      if (metadata.type === 'param' && error instanceof ProblemError)
        throw new ProblemError('malformed_id', error.message);
      throw error;
    }
  }
}
