import type { z } from 'zod';

/** A block of a prompt. `cache` marks the end of a stable prefix. */
export interface PromptBlock {
  text: string;
  cache?: boolean;
}

/** A prompt is a pure function of ids, template version and pinned settings. */
export interface Prompt {
  template: string;
  template_version: string;
  system: PromptBlock[];
  user: PromptBlock[];
}

export interface Usage {
  input_tokens: number;
  output_tokens: number;
  cache_read_tokens: number;
  cache_write_tokens: number;
}

export interface CallContext {
  model: string;
  max_tokens: number;
  signal: AbortSignal;
  timeout_ms: number;
}

export interface CallOutcome {
  request_id: string | null;
  model: string;
  usage: Usage;
  stop_reason: string;
}

/**
 * The model vendor. Errors are ApplicationFailures typed by contracts' FAILURES (failures.ts maps them); an error that
 * ended a call after it had begun carries what is known of its usage as `LlmCallError`.
 */
export interface LlmPort {
  readonly provider: string;
  /** Plain text, streamed: `onText` gets each piece. */
  stream(prompt: Prompt, context: CallContext, onText: (piece: string) => void): Promise<CallOutcome & { text: string }>;
  /** A forced tool call; `input` is what the model gave, not yet validated. */
  tool(
    prompt: Prompt,
    context: CallContext,
    tool: { name: string; description: string; input_schema: Record<string, unknown> },
  ): Promise<CallOutcome & { input: unknown }>;
}

/** A structured step: the schema says every rule that JSON Schema can say. */
export interface ToolSpec<T> {
  name: string;
  description: string;
  schema: z.ZodType<T>;
}
