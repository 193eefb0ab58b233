import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import type { Answer } from '../answer/answer.ts';
import { authoredAnswer, composeAnswer } from '../answer/compose.ts';
import { breakAnswer } from '../faults/broken-answers.ts';
import type { Fault } from '../faults/faults.ts';
import { refusalOf } from '../faults/refusals.ts';
import { hashOf } from '../random.ts';
import type { SimulatorState } from '../state.ts';
import { promptBlocks } from '../usage/blocks.ts';
import { totalTokens } from '../usage/tokens.ts';
import { checkHeaders, readJson, sendJson } from './exchange.ts';
import { WireError } from './errors.ts';
import type { Call } from './call.ts';
import { answerAtOnce, answerAsStream, hang } from './respond.ts';
import { promptText } from './prompt-text.ts';
import {
  countRequestSchema,
  forcedTool,
  messagesRequestSchema,
  parseRequest,
  type MessagesRequest,
} from './request.ts';
import { checkOutput, checkPrompt } from './rules.ts';

/**
 * `POST /v1/messages`: checks, bills, answers.
 * @throws WireError for what the vendor refuses; it is in the ledger by then
 */
export async function handleMessages(
  state: SimulatorState,
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

async function acceptCall(
  state: SimulatorState,
  request: IncomingMessage,
  response: ServerResponse,
  requestId: string,
): Promise<Call> {
  const key = checkHeaders(request, state.keyPrefix);
  const body = await readJson(request);
  const parsed = parseRequest(messagesRequestSchema, body);
  const model = checkPrompt(parsed);
  checkOutput(parsed, model);
  const text = promptText(parsed);
  const tool = forcedTool(parsed)?.name ?? null;
  const fault = state.faults.take({ tool, model: model.id, prompt: text, stream: parsed.stream });
  const answer = answerFor(state, parsed, fault);
  state.recorded.add({ request_id: requestId, body, prompt_text: text, answer });
  const call = { request_id: requestId, model: model.id, stream: parsed.stream, tool, prompt_hash: hashOf(text) };
  const facts = { ...call, user_id: parsed.metadata?.user_id ?? null, fault: fault?.kind ?? null };
  const blocks = promptBlocks(parsed);
  const refusal =
    (fault === null ? null : refusalOf(fault)) ?? state.limits.admit(totalTokens(blocks), state.settings.limits);
  if (refusal !== null) {
    state.ledger.start({ ...facts, usage: null });
    await delay(fault?.delayMs ?? 0);
    throw refusal;
  }
  const plan = state.cache.plan(`${model.id}\n${key}`, blocks, model.minCacheTokens);
  const entry = state.ledger.start({ ...facts, usage: { ...plan.usage, output_tokens: 0 } });
  return { request: parsed, response, requestId, fault, answer, plan, entry, startedAt: performance.now() };
}

function answerFor(state: SimulatorState, request: MessagesRequest, fault: Fault | null): Answer {
  const authored = state.author === null ? null : authoredAnswer(request, state.author);
  const answer = authored ?? composeAnswer(request, state.settings, state.scenarios);
  return fault === null ? answer : breakAnswer(answer, fault.kind, forcedTool(request));
}

/** Refused calls are in the ledger too, with nothing billed. */
function recordRefusal(state: SimulatorState, requestId: string, error: unknown): void {
  const entry =
    state.ledger.get(requestId) ??
    state.ledger.start({
      request_id: requestId,
      model: null,
      stream: false,
      tool: null,
      prompt_hash: null,
      user_id: null,
      fault: null,
      usage: null,
    });
  const known = error instanceof WireError ? { http_status: error.status, error_type: error.type } : {};
  state.ledger.end(entry, { status: 'error', ...known });
}

/** `POST /v1/messages/count_tokens`. */
export async function handleCountTokens(
  state: SimulatorState,
  request: IncomingMessage,
  response: ServerResponse,
  headers: Record<string, string>,
): Promise<void> {
  checkHeaders(request, state.keyPrefix);
  const parsed = parseRequest(countRequestSchema, await readJson(request));
  checkPrompt(parsed);
  sendJson(response, 200, { input_tokens: totalTokens(promptBlocks(parsed)) }, headers);
}
