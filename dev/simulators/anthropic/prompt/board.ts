import { fences } from './fences.ts';

export interface Member {
  code: string;
  name: string;
  archetype: string;
}

/** Members as the prompt lists them: `Name (code): archetype`, one a line. */
export function boardIn(whole: string): Member[] {
  const text = fences(whole, 'board').at(-1)?.body ?? '';
  return [...text.matchAll(/^\s*[-*]?\s*(.+?)\s*\(([\w-]+)\)\s*:?\s*(.*)$/gm)].map(
    ([, name = '', code = '', archetype = '']) => ({ code, name, archetype }),
  );
}

export const boardCodes = (whole: string): string[] => boardIn(whole).map(({ code }) => code);
