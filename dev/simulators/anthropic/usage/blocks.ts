import type { Block, PromptRequest } from '../wire/request.ts';
import { textTokens } from './tokens.ts';

export type Ttl = '5m' | '1h';

/** One cacheable unit of a prompt, in the order tools → system → messages. */
export interface PromptBlock {
  section: 'tools' | 'system' | 'messages';
  /** What the prefix hash is made of. */
  content: string;
  tokens: number;
  breakpoint: Ttl | null;
}

/** Tokens the vendor adds: its own tool instructions, and the frame of a message. */
const TOOL_PREAMBLE_TOKENS = 300;
const MESSAGE_FRAME_TOKENS = 4;

/** The prompt as blocks; a top-level `cache_control` marks the last one. */
export function promptBlocks(request: PromptRequest): PromptBlock[] {
  const blocks = [...toolBlocks(request), ...systemBlocks(request), ...messageBlocks(request)];
  const last = blocks.at(-1);
  if (request.cache_control && last !== undefined && last.breakpoint === null)
    last.breakpoint = request.cache_control.ttl ?? '5m';
  return blocks;
}

const ttlOf = (item: { cache_control?: { ttl?: Ttl | undefined } | null | undefined }): Ttl | null =>
  item.cache_control ? (item.cache_control.ttl ?? '5m') : null;

function toolBlocks(request: PromptRequest): PromptBlock[] {
  return (request.tools ?? []).map((tool, index) => {
    const content = JSON.stringify({ ...tool, cache_control: undefined });
    const preamble = index === 0 ? TOOL_PREAMBLE_TOKENS : 0;
    return { section: 'tools', content, tokens: textTokens(content) + preamble, breakpoint: ttlOf(tool) };
  });
}

function systemBlocks(request: PromptRequest): PromptBlock[] {
  const given = request.system ?? [];
  const system = typeof given === 'string' ? [{ text: given, cache_control: null }] : given;
  return system.map((block) => ({
    section: 'system',
    content: block.text,
    tokens: textTokens(block.text),
    breakpoint: ttlOf(block),
  }));
}

/** A different tool_choice makes the messages, not tools and system, a different prefix. */
function messageBlocks(request: PromptRequest): PromptBlock[] {
  const choice = JSON.stringify(request.tool_choice ?? null);
  return request.messages.flatMap(({ role, content }) => {
    const parts: Block[] = typeof content === 'string' ? [{ type: 'text', text: content }] : content;
    return parts.map((part, index) => {
      const text = part.type === 'text' ? String(part['text']) : JSON.stringify({ ...part, cache_control: undefined });
      const frame = index === 0 ? MESSAGE_FRAME_TOKENS : 0;
      return {
        section: 'messages' as const,
        content: `${choice}\n${role}\n${text}`,
        tokens: textTokens(text) + frame,
        breakpoint: ttlOf(part),
      };
    });
  });
}
