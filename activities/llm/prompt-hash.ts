import { createHash } from 'node:crypto';
import type { Prompt } from '../ports/llm.ts';

/** What a model is offered beside the prompt. */
export interface OfferedTool {
  name: string;
  description: string;
  input_schema: Record<string, unknown>;
}

const sha256 = (value: unknown): string => createHash('sha256').update(JSON.stringify(value)).digest('hex');

/** Hash of everything that shapes the answer: model, blocks, tool. Recorded with the answer; not part of its key. */
export function promptHash(model: string, prompt: Prompt, tool: OfferedTool | null): string {
  return sha256([model, prompt.system, prompt.user, tool]);
}

/** Shorter prefixes are not cached by any model, so that waiting for one would gain nothing. UTF-8 bytes. */
const SMALLEST_CACHED_BYTES = 3_072;

/** Name of the prompt's last cacheable prefix in the vendor's cache, or null where there is none worth waiting for. */
export function prefixName(model: string, prompt: Prompt, tool: OfferedTool | null): string | null {
  const blocks = [
    ...prompt.system.map((block) => ['system', block] as const),
    ...prompt.user.map((block) => ['user', block] as const),
  ];
  const last = blocks.findLastIndex(([, block]) => block.cache === true);
  if (last === -1) return null;
  const prefix = blocks.slice(0, last + 1).map(([section, block]) => [section, block.text]);
  const bytes = prefix.reduce((sum, [, text]) => sum + Buffer.byteLength(text ?? ''), 0);
  return bytes < SMALLEST_CACHED_BYTES ? null : sha256([model, tool, prefix]);
}
