import { APIError, OpenAI } from 'openai';
import { cutOff, timedOut } from '../failures.ts';
import { inputBound, inputTokensOf, tokenBound } from '../llm/price.ts';
import {
  LlmCallError,
  type CallContext,
  type CallOutcome,
  type LlmPort,
  type Prompt,
  type PromptBlock,
  type Usage,
} from '../ports/llm.ts';
import { openAiFailure } from './openai.failures.ts';

type Params = OpenAI.ChatCompletionCreateParamsStreaming;
type Chunk = OpenAI.ChatCompletionChunk;
type Tool = Parameters<LlmPort['tool']>[2];

/** What has arrived of one answer; also what is known of it when it never ends. */
interface Arrived {
  requestId: string | null;
  model: string;
  usage: Usage | null;
  finish: string | null;
  text: string;
  toolJson: string | null;
  begun: boolean;
}

export interface OpenAiSettings {
  apiKey: string;
  /** Absent: OpenAI's own API. Ollama, llama.cpp, vLLM and gateways have their own, ending in `/v1`. */
  baseUrl?: string | undefined;
}

/**
 * Chat completions, as OpenAI and many other servers offer them. Calls are streamed, so that an aborted one still knows what
 * it wrote. Nothing is retried here: the workflow engine owns retries.
 */
export function createOpenAi({ apiKey, baseUrl }: OpenAiSettings): LlmPort {
  const client = new OpenAI({
    apiKey,
    ...(baseUrl === undefined ? {} : { baseURL: baseUrl }),
    maxRetries: 0,
    logLevel: 'off',
  });
  const paramsOf = (prompt: Prompt, context: CallContext, tool: Tool | null): Params => ({
    model: context.model,
    stream: true,
    stream_options: { include_usage: true },
    messages: [
      { role: 'system', content: textOf(prompt.system) },
      { role: 'user', content: textOf(prompt.user) },
    ],
    ...(baseUrl === undefined ? ownLimits(context) : { max_tokens: context.max_tokens }),
    ...(tool === null ? {} : forced(tool)),
  });
  return {
    provider: 'openai',
    async stream(prompt, context, onText) {
      const { text, outcome } = await call(client, paramsOf(prompt, context, null), prompt, null, context, onText);
      return { ...outcome, text };
    },
    async tool(prompt, context, tool) {
      const params = paramsOf(prompt, context, tool);
      const { text, toolJson, outcome } = await call(client, params, prompt, tool, context, () => {});
      // Servers that cannot force a function let the model answer in words; many then write the JSON as text.
      return { ...outcome, input: parsed(toolJson ?? (/^\s*\{/.test(text) ? text : null)) };
    },
  };
}

const textOf = (blocks: readonly PromptBlock[]): string => blocks.map(({ text }) => text).join('\n\n');

/** OpenAI's models reason unless told not to, and take the limit under a name that older servers do not know. */
const ownLimits = (context: CallContext): Partial<Params> => ({
  max_completion_tokens: context.max_tokens,
  reasoning_effort: 'none',
});

const forced = ({ name, description, input_schema }: Tool): Partial<Params> => ({
  tools: [{ type: 'function', function: { name, description, parameters: input_schema } }],
  tool_choice: { type: 'function', function: { name } },
  parallel_tool_calls: false,
});

/** The function's arguments; a text that is no JSON is handed on as it came, for the validation to name it. */
function parsed(json: string | null): unknown {
  if (json === null) return null;
  try {
    return json === '' ? {} : JSON.parse(json);
  } catch {
    return json;
  }
}

async function call(
  client: OpenAI,
  params: Params,
  prompt: Prompt,
  tool: Tool | null,
  context: CallContext,
  onText: (piece: string) => void,
) {
  const arrived: Arrived = {
    requestId: null,
    model: context.model,
    usage: null,
    finish: null,
    text: '',
    toolJson: null,
    begun: false,
  };
  const timeout = AbortSignal.timeout(context.timeout_ms);
  try {
    const signal = AbortSignal.any([context.signal, timeout]);
    const { data, request_id } = await client.chat.completions
      .create(params, { signal, timeout: context.timeout_ms })
      .withResponse();
    arrived.requestId = request_id ?? null;
    for await (const chunk of data) take(chunk, arrived, context, onText);
    signal.throwIfAborted();
    if (arrived.finish === null) throw new CutStream();
  } catch (error) {
    throw asCallError(error, arrived, context.signal, timeout);
  }
  const usage = arrived.usage ?? boundOf(prompt, tool, arrived);
  return { text: arrived.text, toolJson: arrived.toolJson, outcome: outcomeOf(arrived, usage) };
}

/** The stream ended without saying why the answer did. */
class CutStream extends Error {}

/** For servers that do not count: never less than what was used. */
function boundOf(prompt: Prompt, tool: Tool | null, { text, toolJson }: Arrived): Usage {
  return {
    input_tokens: inputTokensOf(inputBound(prompt, tool)),
    output_tokens: tokenBound(text) + tokenBound(toolJson ?? ''),
    cache_read_tokens: 0,
    cache_write_tokens: 0,
  };
}

const STOP_REASONS: Record<string, string> = {
  stop: 'end_turn',
  length: 'max_tokens',
  tool_calls: 'tool_use',
  function_call: 'tool_use',
  content_filter: 'refusal',
};

const outcomeOf = ({ requestId, model, finish }: Arrived, usage: Usage): CallOutcome => ({
  request_id: requestId,
  model,
  usage,
  stop_reason: STOP_REASONS[finish ?? ''] ?? 'unknown',
});

function take(chunk: Chunk, arrived: Arrived, context: CallContext, onText: (piece: string) => void): void {
  // Some gateways say what a failed stream failed of in a chunk of its own.
  if ('error' in chunk) throw new CutStream();
  if (!arrived.begun) context.onFirstToken?.();
  arrived.begun = true;
  arrived.model = chunk.model || arrived.model;
  arrived.requestId ??= chunk.id || null;
  if (chunk.usage) arrived.usage = usageOf(chunk.usage);
  const [choice] = chunk.choices;
  if (!choice) return;
  arrived.finish = choice.finish_reason ?? arrived.finish;
  const { content, tool_calls } = choice.delta;
  if (content) {
    arrived.text += content;
    onText(content);
  }
  // One function is forced: pieces of a second call would make its arguments unreadable.
  for (const { index, function: called } of tool_calls ?? [])
    if ((index ?? 0) === 0) arrived.toolJson = (arrived.toolJson ?? '') + (called?.arguments ?? '');
}

/** The prompt's tokens include those read from the cache. */
function usageOf({ prompt_tokens, completion_tokens, prompt_tokens_details }: OpenAI.CompletionUsage): Usage {
  const cached = Math.min(prompt_tokens_details?.cached_tokens ?? 0, prompt_tokens);
  return {
    input_tokens: prompt_tokens - cached,
    output_tokens: completion_tokens,
    cache_read_tokens: cached,
    cache_write_tokens: 0,
  };
}

function asCallError(error: unknown, arrived: Arrived, signal: AbortSignal, timeout: AbortSignal): LlmCallError {
  const aborted = signal.aborted;
  const typed = timeout.aborted && !aborted ? timedOut() : error instanceof CutStream ? cutOff() : openAiFailure(error);
  const refused = error instanceof APIError && error.status !== undefined && !arrived.begun;
  const partial = {
    request_id: arrived.requestId ?? (error instanceof APIError ? (error.requestID ?? null) : null),
    usage: arrived.usage,
    output_bytes: Buffer.byteLength(arrived.text) + Buffer.byteLength(arrived.toolJson ?? ''),
    refused: !aborted && !timeout.aborted && refused,
  };
  return new LlmCallError(typed, partial, aborted);
}
