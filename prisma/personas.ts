import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

const words = (text: string) => text.trim().split(/\s+/).length;

/** One expert of the catalogue, as prisma/personas/*.json has it. */
export const persona = z.strictObject({
  /** Part of call keys and events; never changed once a meeting has used it. */
  code: z.string().regex(/^[a-z][a-z0-9]*(_[a-z0-9]+)*$/),
  name: z.string().min(3).max(60),
  /** How this expert thinks; a board wants several of them. */
  archetype: z.string().regex(/^[a-z]+$/),
  category: z.string().regex(/^[a-z]+$/),
  expertise: z.array(z.string().min(3).max(60)).min(3).max(6),
  traits: z.array(z.string().min(3).max(60)).min(3).max(4),
  style: z.string().min(10).max(120),
  system_prompt: z.string().refine((text) => words(text) >= 80 && words(text) <= 200, 'A prompt has 80 to 200 words.'),
  colour: z.string().regex(/^#[0-9a-f]{6}$/),
  /** Initials, shown on the colour. */
  avatar: z.string().regex(/^[A-Z]{2}$/),
});
export type CataloguePersona = z.infer<typeof persona>;

/** The catalogue from its files, checked. Throws a ZodError that names file and field. */
export async function readCatalogue(directory = join(import.meta.dirname, 'personas')): Promise<CataloguePersona[]> {
  const files = (await readdir(directory)).filter((name) => name.endsWith('.json')).sort();
  const lists = await Promise.all(
    files.map(async (file) => {
      const content: unknown = JSON.parse(await readFile(join(directory, file), 'utf8'));
      return z.object({ [file]: z.array(persona) }).parse({ [file]: content })[file] ?? [];
    }),
  );
  return lists.flat();
}
