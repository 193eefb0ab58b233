import { TIERS } from '@bo1/contracts/meeting/values';
import { z } from 'zod';

const optional = z
  .string()
  .trim()
  .transform((value) => value || undefined)
  .optional();

const settings = z.object({
  DATABASE_URL: optional.refine(
    (url) => url === undefined || /^postgres(ql)?:\/\/./.test(url),
    'DATABASE_URL must look like postgresql://user:password@host:5432/database.',
  ),
  BO1_DEMO_USER: optional,
  BO1_ADMIN_USER: optional,
  BO1_DEMO_PASSWORD: optional,
  BO1_DEFAULT_TIER: z.enum(TIERS).optional(),
});
export type PrismaSettings = z.infer<typeof settings>;

/** The settings of the scripts in this folder. Throws with a message for each setting that is wrong. */
export function readEnv(source: Record<string, string | undefined> = process.env): PrismaSettings {
  const parsed = settings.safeParse(source);
  if (parsed.success) return parsed.data;
  throw new Error(parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('\n'));
}

/** The database these scripts work on. */
export function databaseUrl(source?: Record<string, string | undefined>): string {
  const url = readEnv(source).DATABASE_URL;
  if (url) return url;
  throw new Error(
    'DATABASE_URL is not set. Give the database, e.g. DATABASE_URL=postgresql://bo1:secret@127.0.0.1:7405/bo1',
  );
}
