import type { Block, PromptRequest } from './request.ts';

/** The system text of a request, its blocks separated by blank lines. */
export function systemText(request: PromptRequest): string {
  if (typeof request.system === 'string') return request.system;
  return (request.system ?? []).map((block) => block.text).join('\n\n');
}

/** What was said in the turns, text and tool results, separated by blank lines. */
export function turnsText(request: PromptRequest): string {
  return request.messages
    .map(({ content }) => (typeof content === 'string' ? content : content.map(blockText).join('\n\n')))
    .join('\n\n');
}

/** All the model reads, apart from the tools. */
export const promptText = (request: PromptRequest): string => `${systemText(request)}\n\n${turnsText(request)}`;

function blockText(block: Block): string {
  if (block.type === 'text') return String(block['text']);
  if (block.type === 'tool_use') return JSON.stringify(block['input']);
  if (block.type !== 'tool_result') return '';
  return typeof block['content'] === 'string' ? block['content'] : JSON.stringify(block['content'] ?? '');
}
