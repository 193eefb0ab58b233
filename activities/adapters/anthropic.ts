import { Anthropic } from '@anthropic-ai/sdk';
import { cutOff, refusedUnbilled, timedOut, vendorFailure } from '../failures.ts';
import {
  LlmCallError,
  type CallContext,
  type CallOutcome,
  type LlmPort,
  type Prompt,
  type PromptBlock,
  type Usage,
} from '../ports/llm.ts';
import { traitsOf } from './anthropic.models.ts';

type Params = Anthropic.MessageCreateParamsStreaming;

/** What has arrived of one answer; also what is known of it when it never ends. */
interface Arrived {
  requestId: string | null;
  model: string;
  usage: Usage | null;
  stopReason: string | null;
  text: string;
  toolJson: string | null;
  ended: boolean;
}

/**
 * The Messages API through the vendor's SDK. Calls are streamed, also where nobody reads along, so that an aborted one
 * still knows its usage. Nothing is retried here: the workflow engine owns retries.
 */
export function createAnthropic(settings: { apiKey: string; baseUrl?: string | undefined }): LlmPort {
  const client = new Anthropic({
    apiKey: settings.apiKey,
    ...(settings.baseUrl === undefined ? {} : { baseURL: settings.baseUrl }),
    maxRetries: 0,
    logLevel: 'off',
  });
  return {
    provider: 'anthropic',
    async stream(prompt, context, onText) {
      const { text, outcome } = await call(client, paramsOf(prompt, context), context, onText);
      return { ...outcome, text };
    },
    async tool(prompt, context, tool) {
      const params: Params = {
        ...paramsOf(prompt, context),
        tools: [{ ...tool, input_schema: tool.input_schema as Anthropic.Tool.InputSchema }],
        tool_choice: { type: 'tool', name: tool.name, disable_parallel_tool_use: true },
      };
      const { toolJson, outcome } = await call(client, params, context, () => {});
      return { ...outcome, input: parsed(toolJson) };
    },
  };
}

function paramsOf(prompt: Prompt, context: CallContext): Params {
  return {
    model: context.model,
    max_tokens: context.max_tokens,
    stream: true,
    system: prompt.system.map(blockOf),
    messages: [{ role: 'user', content: prompt.user.map(blockOf) }],
    ...(traitsOf(context.model)?.thinking === 'disabled' ? { thinking: { type: 'disabled' } } : {}),
  };
}

const blockOf = (block: PromptBlock): Anthropic.TextBlockParam => ({
  type: 'text',
  text: block.text,
  ...(block.cache ? { cache_control: { type: 'ephemeral' } } : {}),
});

/** The tool's input; a text that is no JSON is handed on as it came, for the validation to name it. */
function parsed(json: string | null): unknown {
  if (json === null) return null;
  try {
    return json === '' ? {} : JSON.parse(json);
  } catch {
    return json;
  }
}

async function call(client: Anthropic, params: Params, context: CallContext, onText: (piece: string) => void) {
  const arrived: Arrived = {
    requestId: null,
    model: context.model,
    usage: null,
    stopReason: null,
    text: '',
    toolJson: null,
    ended: false,
  };
  const timeout = AbortSignal.timeout(context.timeout_ms);
  try {
    const signal = AbortSignal.any([context.signal, timeout]);
    const { data, request_id } = await client.messages
      .create(params, { signal, timeout: context.timeout_ms })
      .withResponse();
    arrived.requestId = request_id ?? null;
    for await (const event of data) take(event, arrived, context, onText);
    if (!arrived.ended && !signal.aborted) throw new CutStream();
    signal.throwIfAborted();
  } catch (error) {
    throw asCallError(error, arrived, context.signal, timeout);
  }
  return { text: arrived.text, toolJson: arrived.toolJson, outcome: outcomeOf(arrived) };
}

/** The stream ended without the vendor's own end. */
class CutStream extends Error {}

function outcomeOf(arrived: Arrived): CallOutcome {
  const usage = arrived.usage ?? { input_tokens: 0, output_tokens: 0, cache_read_tokens: 0, cache_write_tokens: 0 };
  return { request_id: arrived.requestId, model: arrived.model, usage, stop_reason: arrived.stopReason ?? 'unknown' };
}

function take(
  event: Anthropic.RawMessageStreamEvent,
  arrived: Arrived,
  context: CallContext,
  onText: (piece: string) => void,
): void {
  switch (event.type) {
    case 'message_start':
      arrived.model = event.message.model;
      arrived.usage = {
        input_tokens: event.message.usage.input_tokens,
        output_tokens: event.message.usage.output_tokens,
        cache_read_tokens: event.message.usage.cache_read_input_tokens ?? 0,
        cache_write_tokens: event.message.usage.cache_creation_input_tokens ?? 0,
      };
      return;
    case 'content_block_start':
      context.onFirstToken?.();
      if (event.content_block.type === 'tool_use') arrived.toolJson ??= '';
      return;
    case 'content_block_delta':
      if (event.delta.type === 'input_json_delta')
        arrived.toolJson = (arrived.toolJson ?? '') + event.delta.partial_json;
      if (event.delta.type === 'text_delta') {
        arrived.text += event.delta.text;
        onText(event.delta.text);
      }
      return;
    case 'message_delta':
      arrived.stopReason = event.delta.stop_reason;
      if (arrived.usage) arrived.usage.output_tokens = event.usage.output_tokens;
      return;
    case 'message_stop':
      arrived.ended = true;
      return;
    case 'content_block_stop':
      return;
  }
}

function asCallError(error: unknown, arrived: Arrived, signal: AbortSignal, timeout: AbortSignal): LlmCallError {
  const aborted = signal.aborted;
  const typed = timeout.aborted && !aborted ? timedOut() : error instanceof CutStream ? cutOff() : vendorFailure(error);
  const partial = {
    request_id: arrived.requestId,
    usage: arrived.usage,
    output_bytes: Buffer.byteLength(arrived.text) + Buffer.byteLength(arrived.toolJson ?? ''),
    refused: !aborted && !timeout.aborted && arrived.usage === null && refusedUnbilled(error),
  };
  return new LlmCallError(typed, partial, aborted);
}
