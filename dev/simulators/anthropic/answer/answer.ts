export type StopReason = 'end_turn' | 'max_tokens' | 'tool_use' | 'stop_sequence' | 'refusal';

/**
 * What the model says. For a tool `text` is the JSON of its input, as it goes over the wire, and may be broken
 * on purpose; `empty` has no content block.
 */
export type Answer =
  | { kind: 'text'; text: string; stopReason: StopReason; stopSequence: string | null }
  | { kind: 'tool'; name: string; text: string; stopReason: StopReason; stopSequence: null }
  | { kind: 'empty'; text: ''; stopReason: StopReason; stopSequence: null };
