import { ProblemError } from '../problems/problem.ts';
import { SESSION_ID_PATTERN } from '@bo1/contracts/meeting/values';

/** Where a page of the meetings list ended: newest first, the id breaks ties. */
export interface Cursor {
  createdAt: Date;
  id: string;
}

export const encodeCursor = ({ createdAt, id }: Cursor): string =>
  Buffer.from(`${createdAt.getTime()}.${id}`).toString('base64url');

/** Throws `validation_failed` for anything that this API did not hand out. */
export function decodeCursor(text: string | undefined): Cursor | undefined {
  if (text === undefined) return undefined;
  const [time = '', id = ''] = Buffer.from(text, 'base64url').toString('utf8').split('.');
  if (!/^\d{1,15}$/.test(time) || !SESSION_ID_PATTERN.test(id)) {
    throw new ProblemError('validation_failed', 'The cursor is not one of ours: start from the first page.');
  }
  return { createdAt: new Date(Number(time)), id };
}
