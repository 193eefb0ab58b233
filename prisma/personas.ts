import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createExpert } from '@bo1/contracts/experts/schema';
import { z } from 'zod';

/** One expert of the catalogue, as prisma/personas/*.json has it: what holds for those whom admins add, and initials. */
export const persona = createExpert.extend({
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
