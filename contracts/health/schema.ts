import { z } from 'zod';

export const HEALTH_PARTS = ['db', 'redis', 'temporal', 'llm', 's3'] as const;
export const healthPart = z.enum(HEALTH_PARTS, { error: `The parts are ${HEALTH_PARTS.join(', ')}.` });
/** `GET /api/health/live`. */
export const live = z.strictObject({ status: z.literal('up') });
export const partHealth = z.strictObject({
  status: z.enum(['up', 'down', 'degraded']),
  latency_ms: z.number().nullable(),
  detail: z.string().nullable(),
});
export const health = z.strictObject({
  status: z.enum(['up', 'down', 'degraded']),
  parts: z.record(z.enum(HEALTH_PARTS), partHealth),
});
export type PartHealth = z.infer<typeof partHealth>;
export type Health = z.infer<typeof health>;

/** `GET /api/v1/meta`: what a page must know before anybody signed in. */
export const meta = z.strictObject({
  name: z.string(),
  version: z.string(),
  build_id: z.string(),
  simulated_model: z.boolean(),
  /** Set in the embedded stack only, so that a newcomer can sign in with one click. */
  demo: z.strictObject({ email: z.string(), password: z.string() }).nullable(),
  /** For admins, link to the workflow UI. Null for others. */
  temporal_ui_url: z.string().nullable(),
});
export type Meta = z.infer<typeof meta>;
