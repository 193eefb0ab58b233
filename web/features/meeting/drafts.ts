import type { ContributionDelta, ContributionRestarted } from '@bo1/contracts/events/schema';

/** Text of contributions while they are written, by call key. Losing it costs nothing: the whole text follows. */
export type Drafts = Readonly<Record<string, { attempt: number; text: string }>>;
export const NO_DRAFTS: Drafts = {};

/**
 * Adds a piece. A later attempt of the call throws the earlier text away; a piece that is known already changes
 * nothing; one that leaves a gap is dropped (the reader waits for the whole contribution then).
 */
export function addDelta(drafts: Drafts, delta: ContributionDelta): Drafts {
  const known = drafts[delta.call_key];
  if (known && delta.attempt < known.attempt) return drafts;
  const before = known?.attempt === delta.attempt ? known.text : '';
  if (delta.offset > before.length) return drafts;
  if (known?.attempt === delta.attempt && delta.offset + delta.text.length <= before.length) return drafts;
  const text = before.slice(0, delta.offset) + delta.text;
  return { ...drafts, [delta.call_key]: { attempt: delta.attempt, text } };
}

export function restartDraft(drafts: Drafts, { call_key, attempt }: ContributionRestarted): Drafts {
  const known = drafts[call_key];
  if (known && attempt < known.attempt) return drafts;
  return { ...drafts, [call_key]: { attempt, text: '' } };
}

/** Forgets a draft: its whole contribution is in the log. */
export function dropDraft(drafts: Drafts, callKey: string): Drafts {
  if (!(callKey in drafts)) return drafts;
  const { [callKey]: _written, ...rest } = drafts;
  return rest;
}
