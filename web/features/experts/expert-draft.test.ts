import { createExpert, type CreateExpert } from '@bo1/contracts/experts/schema';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bodyOf, codeFrom, COLOURS, emptyDraft, errorsIn, type ExpertDraft } from './expert-draft.ts';

const draft = (fields: Partial<ExpertDraft> = {}): ExpertDraft => ({
  ...emptyDraft(),
  code: 'cellar',
  name: 'Renée O’Hara',
  archetype: 'Guardian ',
  category: 'finance',
  expertise: 'Cork\n\n Casks \nBottling lines',
  traits: 'patient\ndry\nexact',
  style: 'Short sentences, no adjectives.',
  system_prompt: 'You look at what can spoil first. '.repeat(8),
  ...fields,
});

describe('what is typed of an expert', () => {
  it('becomes a body that the server takes: lines are lists, words are small', () => {
    const body = bodyOf(draft());
    expect(errorsIn(body)).toEqual({});
    expect(createExpert.parse(body)).toEqual(body);
    expect(body).toMatchObject({ archetype: 'guardian', expertise: ['Cork', 'Casks', 'Bottling lines'] });
  });

  it('is refused here exactly where the server would refuse it', () => {
    const odd = fc.constantFrom(
      '',
      'x',
      'Two words',
      'ok_code',
      'a\nb',
      'Cork\ncork\nCasks',
      'y'.repeat(45),
      '3rd',
      'née',
    );
    const fields = ['code', 'name', 'archetype', 'category', 'expertise', 'traits', 'style', 'system_prompt'] as const;
    fc.assert(
      fc.property(fc.constantFrom(...fields), odd, (field, text) => {
        // What is typed into one line has no line breaks.
        const typed = ['expertise', 'traits', 'system_prompt'].includes(field) ? text : text.replaceAll('\n', ' ');
        const body = bodyOf(draft({ [field]: typed }));
        const refused = createExpert.safeParse(body).error?.issues.map(({ path }) => path[0]) ?? [];
        expect(Object.keys(errorsIn(body))).toEqual([...new Set(refused)]);
      }),
      { numRuns: 300 },
    );
  });

  it('may be any expert of the catalogue, and any colour that is offered', () => {
    const directory = join(import.meta.dirname, '../../../prisma/personas');
    for (const file of readdirSync(directory)) {
      for (const { avatar: _, ...body } of JSON.parse(readFileSync(join(directory, file), 'utf8')) as (CreateExpert & {
        avatar: string;
      })[])
        expect(errorsIn(body)).toEqual({});
    }
    for (const colour of COLOURS) expect(errorsIn(bodyOf(draft({ colour })))).toEqual({});
    expect(Object.keys(errorsIn(bodyOf(draft({ colour: '#ffff00' }))))).toEqual(['colour']);
  });

  it('gives a code to a name', () => {
    expect(['Dr. Noor van Dam', 'Renée O’Hara-Lee', '3M', '李娜'].map(codeFrom)).toEqual([
      'dr_noor_van_dam',
      'renee_ohara_lee',
      'm',
      '',
    ]);
  });
});
