import type { ModelRole } from '../ports/llm.ts';

/**
 * Model and longest answer of each kind of call, in tokens. Steps call with these, and the reservations that are made
 * before the calls are computed from them: they cannot drift apart.
 */
export const CALL_LIMITS = {
  route: { model: 'small', maxTokens: 400 },
  direct: { model: 'main', maxTokens: 1_500 },
  clarify: { model: 'main', maxTokens: 1_000 },
  decompose: { model: 'main', maxTokens: 1_200 },
  select: { model: 'main', maxTokens: 1_000 },
  contribute: { model: 'main', maxTokens: 300 },
  judge: { model: 'main', maxTokens: 700 },
  summary: { model: 'small', maxTokens: 600 },
  facilitate: { model: 'main', maxTokens: 600 },
  interjections: { model: 'main', maxTokens: 1_200 },
  facilitateRoutine: { model: 'small', maxTokens: 400 },
  vote: { model: 'main', maxTokens: 800 },
  synthesis: { model: 'main', maxTokens: 2_700 },
  actions: { model: 'main', maxTokens: 2_500 },
} as const satisfies Record<string, { model: ModelRole; maxTokens: number }>;

export type CallKind = keyof typeof CALL_LIMITS;
