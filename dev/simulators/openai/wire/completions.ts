import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import type { Answer } from '../../anthropic/answer/answer.ts';
import { composeAnswer } from '../../anthropic/answer/compose.ts';
import { breakAnswer } from '../../anthropic/faults/broken-answers.ts';
import type { Fault } from '../../anthropic/faults/faults.ts';
import { hashOf } from '../../anthropic/random.ts';
import type { InputUsage } from '../../anthropic/usage/prompt-cache.ts';
import { promptBlocks } from '../../anthropic/usage/blocks.ts';
import { totalTokens } from '../../anthropic/usage/tokens.ts';
import { newId, readJson } from '../../anthropic/wire/exchange.ts';
import { promptText } from '../../anthropic/wire/prompt-text.ts';
import { forcedTool, type MessagesRequest } from '../../anthropic/wire/request.ts';
import type { OpenAiState } from '../state.ts';
import type { Call } from './call.ts';
import { asCompletionError, CompletionError, refusalOf } from './errors.ts';
import { asMessages, parseCompletion } from './request.ts';
import { answerAsStream, answerAtOnce, hang } from './respond.ts';

/**
 * `POST /v1/chat/completions`: checks, bills, answers. Any model's name is taken, as local servers do.
 * @throws CompletionError for what the vendor refuses; it is in the ledger by then
 */
export async function handleCompletions(
  state: OpenAiState,
  request: IncomingMessage,
  response: ServerResponse,
  requestId: string,
): Promise<void> {
  let call: Call;
  try {
    call = await acceptCall(state, request, response, requestId);
  } catch (error) {
    recordRefusal(state, requestId, error);
    throw error;
  }
  if (call.fault?.kind === 'hang') await hang(state, call);
  else if (call.request.stream) await answerAsStream(state, call);
  else await answerAtOnce(state, call);
}

/** @throws CompletionError 401 */
export function keyOf(request: IncomingMessage, prefix: string): string {
  const key = /^Bearer\s+(.+)$/i.exec(request.headers.authorization ?? '')?.[1] ?? '';
  if (key.startsWith(prefix)) return key;
  throw new CompletionError(401, 'invalid_request_error', 'Incorrect API key provided.', { code: 'invalid_api_key' });
}

async function acceptCall(
  state: OpenAiState,
  incoming: IncomingMessage,
  response: ServerResponse,
  requestId: string,
): Promise<Call> {
  const key = keyOf(incoming, state.keyPrefix);
  const body = await readJson(incoming);
  const request = parseCompletion(body);
  const messages = asMessages(request);
  const text = promptText(messages);
  const tool = forcedTool(messages)?.name ?? null;
  const fault = state.faults.take({ tool, model: request.model, prompt: text, stream: request.stream });
  const answer = answerFor(state, messages, fault);
  state.recorded.add({ request_id: requestId, body, prompt_text: text, answer });
  const { model, stream } = request;
  const facts = { request_id: requestId, model, stream, tool, prompt_hash: hashOf(text) };
  const call = { ...facts, user_id: request.user ?? null, fault: fault?.kind ?? null };
  const tokens = totalTokens(promptBlocks(messages));
  const refusal = (fault === null ? null : refusalOf(fault)) ?? state.limits.admit(tokens, state.settings.limits);
  if (refusal !== null) {
    state.ledger.start({ ...call, usage: null });
    await delay(fault?.delayMs ?? 0);
    throw refusal;
  }
  const owner = `${model}\n${key}`;
  const usage = usageOf(tokens, state.prefixes.cachedTokens(owner, text));
  const entry = state.ledger.start({ ...call, usage: { ...usage, output_tokens: 0 } });
  const warm = (): void => state.prefixes.commit(owner, text);
  const startedAt = performance.now();
  return { request, response, requestId, id: newId('chatcmpl-'), fault, answer, usage, entry, startedAt, warm };
}

const usageOf = (tokens: number, cached: number): InputUsage => ({
  input_tokens: tokens - cached,
  cache_creation_input_tokens: 0,
  cache_read_input_tokens: cached,
  cache_creation: { ephemeral_5m_input_tokens: 0, ephemeral_1h_input_tokens: 0 },
});

function answerFor(state: OpenAiState, request: MessagesRequest, fault: Fault | null): Answer {
  const answer = composeAnswer(request, state.settings, state.scenarios);
  return fault === null ? answer : breakAnswer(answer, fault.kind, forcedTool(request));
}

/** Refused calls are in the ledger too, with nothing billed. */
function recordRefusal(state: OpenAiState, requestId: string, error: unknown): void {
  const none = { model: null, stream: false, tool: null, prompt_hash: null, user_id: null, fault: null, usage: null };
  const entry = state.ledger.get(requestId) ?? state.ledger.start({ request_id: requestId, ...none });
  const known = asCompletionError(error);
  state.ledger.end(entry, {
    status: 'error',
    ...(known ? { http_status: known.status, error_type: known.code ?? known.type } : {}),
  });
}
