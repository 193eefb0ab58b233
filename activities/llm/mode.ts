import { z } from 'zod';
import type { CallContext, CallOutcome, LlmPort, Prompt, ToolSpec } from '../ports/llm.ts';
import { offeredOf } from './offered.ts';
import type { OfferedTool } from './prompt-hash.ts';
import { cutAtSentence } from './sentences.ts';
import type { TextContent } from './step.ts';

/** How an answer is asked for, and how it is read: as text or as a tool's input. `raw` is what the store keeps. */
export interface Mode<T> {
  offered: OfferedTool | null;
  ask(
    port: LlmPort,
    prompt: Prompt,
    context: CallContext,
    onText: (piece: string) => void,
  ): Promise<CallOutcome & { raw: unknown }>;
  /** Runs on fresh and on stored answers alike. `problem` is shown to the model, never to people. */
  read(raw: unknown, stopReason: string): { content: T } | { problem: string };
}

const storedText = z.object({ text: z.string(), truncated: z.boolean() });

export const textMode: Mode<TextContent> = {
  offered: null,
  async ask(port, prompt, context, onText) {
    const { text, ...outcome } = await port.stream(prompt, context, onText);
    const truncated = outcome.stop_reason === 'max_tokens';
    return { ...outcome, raw: { text: truncated ? cutAtSentence(text) : text.trim(), truncated } };
  },
  read(raw) {
    const content = storedText.safeParse(raw).data;
    return content && /[\p{L}\p{N}]/u.test(content.text) ? { content } : { problem: 'The answer had no text.' };
  },
};

const LONGEST_PROBLEM = 2_000;

/** Throws as `offeredOf` does. */
export function toolMode<T>(tool: ToolSpec<T>): Mode<T> {
  const offered = offeredOf(tool);
  return {
    offered,
    async ask(port, prompt, context) {
      const { input, ...outcome } = await port.tool(prompt, context, offered);
      return { ...outcome, raw: input };
    },
    read(raw, stopReason) {
      const parsed = tool.schema.safeParse(raw);
      if (parsed.success) return { content: parsed.data };
      const cut = stopReason === 'max_tokens' ? 'The answer was cut off at its length limit: be shorter.\n' : '';
      return { problem: (cut + z.prettifyError(parsed.error)).slice(0, LONGEST_PROBLEM) };
    },
  };
}
