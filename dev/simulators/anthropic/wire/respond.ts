import { once } from 'node:events';
import type { SimulatorState } from '../state.ts';
import type { Call } from './call.ts';
import {
  emptyBlock,
  messageDelta,
  messageStart,
  outputTokensOf,
  piecesOf,
  sendEvent,
  wholeMessage,
  type Piece,
} from './emission.ts';
import { sendJson } from './exchange.ts';
import { paceOf, waitUntil } from './pacing.ts';

/** slow_drip: ms between two deltas unless the fault says otherwise. */
const DRIP_MS = 1_000;

/** A stream sends no more than one piece in this time, and no fewer than so many in all. */
const PIECE_MS = 40;
const FEWEST_PIECES = 8;

const headersOf = (state: SimulatorState, call: Call): Record<string, string> => ({
  'request-id': call.requestId,
  'anthropic-organization-id': 'org_simulated',
  ...state.limits.headers(state.settings.limits),
});

/** Aborts when the connection closes before the answer is complete. */
function clientGone(call: Call): AbortSignal {
  const controller = new AbortController();
  if (call.response.destroyed) controller.abort();
  call.response.once('close', () => {
    if (!call.response.writableFinished) controller.abort();
  });
  return controller.signal;
}

function settle(
  state: SimulatorState,
  call: Call,
  outputTokens: number,
  result: { status: 'ok' | 'error' | 'aborted'; http_status?: number; error_type?: string },
): void {
  state.limits.spendOutput(outputTokens, state.settings.limits);
  state.ledger.end(call.entry, {
    ...result,
    stop_reason: result.status === 'ok' ? call.answer.stopReason : null,
    usage: { ...call.plan.usage, output_tokens: outputTokens },
  });
}

function firstToken(state: SimulatorState, call: Call): void {
  state.cache.commit(call.plan);
  state.ledger.firstToken(call.entry);
}

/** Never answers; ends when the client gives up. */
export async function hang(state: SimulatorState, call: Call): Promise<void> {
  const gone = clientGone(call);
  if (!gone.aborted) await once(gone, 'abort');
  settle(state, call, 0, { status: 'aborted' });
}

/** A JSON answer, sent when its last token is due. */
export async function answerAtOnce(state: SimulatorState, call: Call): Promise<void> {
  const gone = clientGone(call);
  const total = outputTokensOf(call.answer);
  const pace = paceOf(state.settings, call.entry.prompt_hash ?? '', total);
  const start = call.startedAt + (call.fault?.delayMs ?? 0);
  try {
    await waitUntil(start + pace.firstTokenMs, gone);
    firstToken(state, call);
    if (call.fault?.kind === 'cut_stream') return cut(state, call, call.fault.afterTokens);
    await waitUntil(start + pace.totalMs, gone);
  } catch (error) {
    return abandoned(state, call, pace.tokensAt(performance.now() - start), error);
  }
  settle(state, call, total, { status: 'ok', http_status: 200 });
  const body = wholeMessage(call.request.model, call.plan.usage, call.answer);
  sendJson(call.response, 200, body, headersOf(state, call));
}

/** Server-sent events, each sent when its last token is due. */
export async function answerAsStream(state: SimulatorState, call: Call): Promise<void> {
  const { response, answer, fault } = call;
  const gone = clientGone(call);
  const total = outputTokensOf(answer);
  const pace = paceOf(state.settings, call.entry.prompt_hash ?? '', total);
  const start = call.startedAt + (fault?.kind === 'slow_drip' ? 0 : (fault?.delayMs ?? 0));
  try {
    await waitUntil(start + pace.firstTokenMs, gone);
    firstToken(state, call);
    openStream(state, call);
    const most = Math.max(FEWEST_PIECES, (pace.totalMs - pace.firstTokenMs) / PIECE_MS);
    for (const [index, piece] of piecesOf(answer, call.entry.prompt_hash ?? '', most).entries()) {
      const drip = fault?.kind === 'slow_drip' ? index * (fault.delayMs ?? DRIP_MS) : 0;
      await waitUntil(start + pace.dueMs(piece.upTo) + drip, gone);
      if (struck(state, call, piece)) return;
      sendEvent(response, { type: 'content_block_delta', index: 0, delta: deltaOf(call, piece) });
    }
    await waitUntil(start + pace.totalMs, gone);
    if (struck(state, call, { text: '', upTo: Number.MAX_SAFE_INTEGER })) return;
  } catch (error) {
    return abandoned(state, call, pace.tokensAt(performance.now() - start), error);
  }
  settle(state, call, total, { status: 'ok', http_status: 200 });
  if (answer.kind !== 'empty') sendEvent(response, { type: 'content_block_stop', index: 0 });
  sendEvent(response, messageDelta(answer, call.plan.usage, total));
  sendEvent(response, { type: 'message_stop' });
  response.end();
}

function openStream(state: SimulatorState, call: Call): void {
  call.response.writeHead(200, {
    ...headersOf(state, call),
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-cache',
  });
  sendEvent(call.response, { type: 'message_start', message: messageStart(call.request.model, call.plan.usage) });
  const block = emptyBlock(call.answer);
  if (block !== null) sendEvent(call.response, { type: 'content_block_start', index: 0, content_block: block });
  sendEvent(call.response, { type: 'ping' });
}

const deltaOf = (call: Call, piece: Piece): object =>
  call.answer.kind === 'tool'
    ? { type: 'input_json_delta', partial_json: piece.text }
    : { type: 'text_delta', text: piece.text };

/** Lets a fault of the middle of a stream strike once its tokens are out; true ends the stream. */
function struck(state: SimulatorState, call: Call, next: Piece): boolean {
  const { fault } = call;
  if (fault === null || next.upTo <= fault.afterTokens) return false;
  const tokens = Math.min(fault.afterTokens, outputTokensOf(call.answer));
  if (fault.kind === 'cut_stream') cut(state, call, tokens);
  else if (fault.kind === 'overloaded_stream') {
    settle(state, call, tokens, { status: 'error', http_status: 200, error_type: 'overloaded_error' });
    const error = { type: 'overloaded_error', message: 'Overloaded' };
    sendEvent(call.response, { type: 'error', error, request_id: call.requestId });
    call.response.end();
  } else return false;
  return true;
}

function cut(state: SimulatorState, call: Call, tokens: number): void {
  settle(state, call, Math.min(tokens, outputTokensOf(call.answer)), { status: 'error' });
  call.response.socket?.destroy();
}

/** The client hung up: what was generated so far is billed. */
function abandoned(state: SimulatorState, call: Call, tokens: number, error: unknown): void {
  if (!(error instanceof Error) || error.name !== 'AbortError') throw error;
  settle(state, call, tokens, { status: 'aborted' });
}
