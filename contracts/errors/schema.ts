import { z } from 'zod';
import { ERRORS, type ErrorCode } from './values.ts';

/** `application/problem+json` (RFC 9457) as every error leaves the API. */
export const problem = z.strictObject({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  code: z.enum(Object.keys(ERRORS) as [ErrorCode, ...ErrorCode[]]),
  detail: z.string(),
  correlation_id: z.string(),
  /** Where the input was wrong, as JSON paths with a message each. */
  errors: z.array(z.strictObject({ path: z.string(), message: z.string() })).optional(),
  /** Seconds to wait, also in the `retry-after` header. */
  retry_after: z.int().optional(),
  /** The meeting that was kept although it could not be started at once. */
  session_id: z.string().optional(),
});
export type Problem = z.infer<typeof problem>;
