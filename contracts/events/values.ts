/** Names of the durable events of a meeting. Imports nothing, so that workflows may use it. */

export const EVENT_VERSION = 1;

export const TERMINAL_EVENTS = ['complete', 'partial', 'failed', 'cancelled'] as const;
export type TerminalEvent = (typeof TERMINAL_EVENTS)[number];

export const EVENT_TYPES = [
  'session_started',
  'route_decided',
  'context_collected',
  'clarification_required',
  'clarification_answered',
  'decomposition_complete',
  'dependency_analysis_complete',
  'sub_problem_started',
  'expert_selected',
  'round_started',
  'contribution_started',
  'contribution',
  'round_judged',
  'facilitator_decision',
  'moderator_intervention',
  'research_found',
  'impasse_acknowledged',
  'interjection_raised',
  'interjection_answered',
  'constraints_changed',
  'paused',
  'resumed',
  'stopping',
  'recommendation',
  'sub_problem_complete',
  'sub_problem_failed',
  'synthesis_complete',
  'actions_created',
  'degraded',
  'recovered',
  'retried',
  ...TERMINAL_EVENTS,
] as const;
export type EventType = (typeof EVENT_TYPES)[number];

/**
 * Facts that stand for good: a later attempt that comes by one again, through stored answers, does not tell it again. The
 * others (a pause, a question that is open again, an end) belong to their attempt.
 */
export const STANDING_EVENTS = [
  'route_decided',
  'context_collected',
  'decomposition_complete',
  'dependency_analysis_complete',
  'expert_selected',
  'round_started',
  'contribution',
  'round_judged',
  'facilitator_decision',
  'moderator_intervention',
  'research_found',
  'impasse_acknowledged',
  'interjection_answered',
  'recommendation',
  'sub_problem_complete',
  'actions_created',
] as const satisfies EventType[];

/** What a meeting can go on without, or with less of, for a while. */
export const DEGRADED_REASONS = [
  'quiet',
  'provider_fallback',
  'no_embeddings',
  'context_unavailable',
  'no_research',
] as const;
export type DegradedReason = (typeof DEGRADED_REASONS)[number];

/** Frames of the stream that have no `id:` and are not in the log: losing them costs nothing. */
export const FRAME_TYPES = ['contribution_delta', 'contribution_restarted', 'heartbeat'] as const;
export type FrameType = (typeof FRAME_TYPES)[number];

/** Longest silence of a stream, in ms: below every idle limit on the way. */
export const HEARTBEAT_MS = 10_000;

/** Redis only wakes readers up and carries drafts; it is never the only copy of anything. */
export const liveChannel = (sessionId: string) => `bo1:live:${sessionId}`;
/** Hash of drafts by call key, each `{attempt, text}` as JSON, so that a reader who joins sees the text so far. */
export const draftsKey = (sessionId: string) => `bo1:drafts:${sessionId}`;
export const DRAFTS_TTL_SECONDS = 3600;

/** A message on `liveChannel`. */
export type LiveMessage =
  | { kind: 'wake'; sequence: number }
  | { kind: 'delta'; call_key: string; attempt: number; offset: number; text: string }
  | { kind: 'restarted'; call_key: string; attempt: number };
