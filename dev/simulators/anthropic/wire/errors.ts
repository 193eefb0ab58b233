export type ErrorType =
  | 'invalid_request_error'
  | 'authentication_error'
  | 'permission_error'
  | 'not_found_error'
  | 'request_too_large'
  | 'rate_limit_error'
  | 'api_error'
  | 'overloaded_error';

/** An error the vendor would answer with: status, envelope and headers. */
export class WireError extends Error {
  readonly status: number;
  readonly type: ErrorType;
  readonly errorCode: string | undefined;
  readonly headers: Record<string, string>;

  constructor(
    status: number,
    type: ErrorType,
    message: string,
    extra: { errorCode?: string; headers?: Record<string, string> } = {},
  ) {
    super(message);
    this.status = status;
    this.type = type;
    this.errorCode = extra.errorCode;
    this.headers = extra.headers ?? {};
  }

  envelope(requestId: string): object {
    const details = this.errorCode === undefined ? {} : { details: { error_code: this.errorCode } };
    return {
      type: 'error',
      error: { type: this.type, message: this.message, ...details },
      request_id: requestId,
    };
  }
}

export const invalidRequest = (message: string): WireError => new WireError(400, 'invalid_request_error', message);
