import type { ApplicationFailure } from '@temporalio/common';
import type { z } from 'zod';

/** Which of a vendor's models a step wants: `main` for what people read, `small` for routine steps. */
export type ModelRole = 'main' | 'small';

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

/** Micro-dollars for a million tokens. Cache writes are those that live five minutes. */
export interface TokenPrice {
  input: number;
  output: number;
  cache_write: number;
  cache_read: number;
}

export interface ModelPrice extends TokenPrice {
  /** What a whole call costs once its prompt, cached parts included, is longer than `above` tokens. */
  long_prompt?: TokenPrice & { above: number };
}

export interface PriceTable {
  version: string;
  models: Record<string, ModelPrice>;
}

export interface CallContext {
  model: string;
  max_tokens: number;
  signal: AbortSignal;
  timeout_ms: number;
  /** Called once, when the vendor has begun to answer: from then on its cache holds the prompt's prefix. */
  onFirstToken?: () => void;
}

export interface CallOutcome {
  request_id: string | null;
  model: string;
  usage: Usage;
  stop_reason: string;
}

/** What is known of a call that did not come to its end. Null usage: the vendor had not begun to answer. */
export interface PartialOutcome {
  request_id: string | null;
  usage: Usage | null;
  /** UTF-8 bytes of the answer so far. */
  output_bytes: number;
  /** The vendor answered with an error before it began to write: nothing is billed. */
  refused: boolean;
}

/** A call that failed or was aborted: the typed failure to throw, and what is known of what it used. */
export class LlmCallError extends Error {
  override readonly name = 'LlmCallError';
  readonly failure: ApplicationFailure;
  readonly partial: PartialOutcome;
  /** True where the caller's signal ended it. */
  readonly aborted: boolean;

  constructor(failure: ApplicationFailure, partial: PartialOutcome, aborted: boolean) {
    super(failure.message);
    this.failure = failure;
    this.partial = partial;
    this.aborted = aborted;
  }
}

/** The model vendor. Every rejection is an `LlmCallError`; no call is retried inside. */
export interface LlmPort {
  readonly provider: string;
  /** Plain text, streamed: `onText` gets each piece. */
  stream(
    prompt: Prompt,
    context: CallContext,
    onText: (piece: string) => void,
  ): Promise<CallOutcome & { text: string }>;
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
