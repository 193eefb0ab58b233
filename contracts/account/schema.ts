import { z } from 'zod';
import { humanText } from '../text/schema.ts';
import { TIERS } from '../meeting/values.ts';

export const ROLES = ['user', 'admin'] as const;

/** `GET /api/v1/me`. */
export const me = z.strictObject({
  id: z.string(),
  email: z.string(),
  name: z.string(),
  role: z.enum(ROLES),
  tier: z.enum(TIERS),
  skip_clarification_by_default: z.boolean(),
  created_at: z.iso.datetime(),
});
export type Me = z.infer<typeof me>;

/** Body of `PATCH /api/v1/me`. */
export const updateMe = z.strictObject({
  skip_clarification_by_default: z.boolean().optional(),
  name: humanText(1, 100, 'The name').optional(),
});
export type UpdateMe = z.infer<typeof updateMe>;
