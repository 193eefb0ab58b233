import { promptBlocks } from '../usage/blocks.ts';
import { totalTokens } from '../usage/tokens.ts';
import { invalidRequest, WireError } from './errors.ts';
import { findModel, type Model } from './models.ts';
import { forcedTool, type MessagesRequest, type PromptRequest } from './request.ts';

const MAX_BREAKPOINTS = 4;

/**
 * The rules that reach across fields.
 * @returns the model asked for
 * @throws WireError 404 for an unknown model, 400 for everything else
 */
export function checkPrompt(request: PromptRequest): Model {
  const model = findModel(request.model);
  if (model === undefined) throw new WireError(404, 'not_found_error', `model: ${request.model}`);
  checkTools(request);
  checkTurns(request);
  checkBreakpoints(request);
  const tokens = totalTokens(promptBlocks(request));
  if (tokens > model.contextTokens)
    throw invalidRequest(`prompt is too long: ${tokens} tokens > ${model.contextTokens} maximum`);
  return model;
}

/**
 * @param request a request whose prompt passed checkPrompt
 * @throws WireError 400
 */
export function checkOutput(request: MessagesRequest, model: Model): void {
  if (request.max_tokens > model.maxOutputTokens)
    throw invalidRequest(
      `max_tokens: ${request.max_tokens} > ${model.maxOutputTokens}, which is the maximum allowed number of output tokens for ${model.id}`,
    );
  const thinking = request.thinking?.type;
  const forced = request.tool_choice?.type === 'tool' || request.tool_choice?.type === 'any';
  if (forced && (thinking === 'enabled' || thinking === 'adaptive'))
    throw invalidRequest('Thinking may not be enabled when tool_choice forces tool use.');
}

function checkTools(request: PromptRequest): void {
  const names = request.tools?.map((tool) => tool.name) ?? [];
  if (new Set(names).size !== names.length) throw invalidRequest('tools: Tool names must be unique.');
  const choice = request.tool_choice;
  if (choice === undefined) return;
  if (names.length === 0 && choice.type !== 'none')
    throw invalidRequest('tool_choice may only be specified while providing tools.');
  if (choice.type === 'tool' && forcedTool(request) === null)
    throw invalidRequest(`Tool '${choice.name}' not found in provided tools`);
}

function checkTurns(request: PromptRequest): void {
  const turns = request.messages.filter((message) => message.role !== 'system');
  if (turns[0]?.role !== 'user') throw invalidRequest('messages: first message must use the "user" role');
  const asked = new Set<string>();
  for (const [index, { content }] of request.messages.entries()) {
    if (typeof content === 'string') continue;
    for (const block of content) {
      if (block.type === 'tool_use') asked.add(block.id);
      if (block.type === 'tool_result' && !asked.has(block.tool_use_id))
        throw invalidRequest(
          `messages.${index}: unexpected \`tool_use_id\` found in \`tool_result\` blocks: ${block.tool_use_id}. Each \`tool_result\` block must have a corresponding \`tool_use\` block in the previous message.`,
        );
    }
  }
}

function checkBreakpoints(request: PromptRequest): void {
  const ttls = promptBlocks(request).flatMap((block) => (block.breakpoint === null ? [] : [block.breakpoint]));
  if (ttls.length > MAX_BREAKPOINTS)
    throw invalidRequest(
      `A maximum of ${MAX_BREAKPOINTS} blocks with cache_control may be provided. Found ${ttls.length}.`,
    );
  const firstShort = ttls.indexOf('5m');
  if (firstShort !== -1 && ttls.lastIndexOf('1h') > firstShort)
    throw invalidRequest(
      "a ttl='1h' cache_control block must not come after a ttl='5m' cache_control block. Blocks are processed in the order tools, system, messages.",
    );
}
