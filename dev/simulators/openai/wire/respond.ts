import { once } from 'node:events';
import { outputTokensOf, piecesOf, type Piece } from '../../anthropic/wire/emission.ts';
import { sendJson } from '../../anthropic/wire/exchange.ts';
import { paceOf, waitUntil } from '../../anthropic/wire/pacing.ts';
import type { OpenAiState } from '../state.ts';
import type { Call } from './call.ts';
import { chunk, deltaOf, finishOf, opening, usageChunk, wholeCompletion } from './emission.ts';

/** slow_drip: ms between two deltas unless the fault says otherwise. */
const DRIP_MS = 1_000;
/** A stream sends no more than one piece in this time, and no fewer than so many in all. */
const PIECE_MS = 40;
const FEWEST_PIECES = 8;

const headersOf = (call: Call): Record<string, string> => ({ 'x-request-id': call.requestId });

/** Aborts when the connection closes before the answer is complete. */
function clientGone(call: Call): AbortSignal {
  const controller = new AbortController();
  if (call.response.destroyed) controller.abort();
  call.response.once('close', () => {
    if (!call.response.writableFinished) controller.abort();
  });
  return controller.signal;
}

type Ending = { status: 'ok' | 'error' | 'aborted'; http_status?: number; error_type?: string };

function settle(state: OpenAiState, call: Call, outputTokens: number, ending: Ending): void {
  state.limits.spendOutput(outputTokens, state.settings.limits);
  state.ledger.end(call.entry, {
    ...ending,
    stop_reason: ending.status === 'ok' ? finishOf(call.answer) : null,
    usage: { ...call.usage, output_tokens: outputTokens },
  });
}

function firstToken(state: OpenAiState, call: Call): void {
  call.warm();
  state.ledger.firstToken(call.entry);
}

/** Never answers; ends when the client gives up. */
export async function hang(state: OpenAiState, call: Call): Promise<void> {
  const gone = clientGone(call);
  if (!gone.aborted) await once(gone, 'abort');
  settle(state, call, 0, { status: 'aborted' });
}

/** A JSON answer, sent when its last token is due. */
export async function answerAtOnce(state: OpenAiState, call: Call): Promise<void> {
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
  sendJson(call.response, 200, wholeCompletion(call, total), headersOf(call));
}

/** Server-sent events, each sent when its last token is due; the usage in a last one, where it was asked for. */
export async function answerAsStream(state: OpenAiState, call: Call): Promise<void> {
  const { response, answer, fault, request } = call;
  const gone = clientGone(call);
  const total = outputTokensOf(answer);
  const pace = paceOf(state.settings, call.entry.prompt_hash ?? '', total);
  const start = call.startedAt + (fault?.kind === 'slow_drip' ? 0 : (fault?.delayMs ?? 0));
  const send = (data: unknown): void => void response.write(`data: ${JSON.stringify(data)}\n\n`);
  try {
    await waitUntil(start + pace.firstTokenMs, gone);
    firstToken(state, call);
    response.writeHead(200, { ...headersOf(call), 'content-type': 'text/event-stream', 'cache-control': 'no-cache' });
    send(chunk(call, opening(answer)));
    const most = Math.max(FEWEST_PIECES, (pace.totalMs - pace.firstTokenMs) / PIECE_MS);
    for (const [index, piece] of piecesOf(answer, call.entry.prompt_hash ?? '', most).entries()) {
      const drip = fault?.kind === 'slow_drip' ? index * (fault.delayMs ?? DRIP_MS) : 0;
      await waitUntil(start + pace.dueMs(piece.upTo) + drip, gone);
      if (struck(state, call, piece, send)) return;
      if (piece.text !== '') send(chunk(call, deltaOf(answer, piece.text)));
    }
    await waitUntil(start + pace.totalMs, gone);
    if (struck(state, call, { text: '', upTo: Number.MAX_SAFE_INTEGER }, send)) return;
  } catch (error) {
    return abandoned(state, call, pace.tokensAt(performance.now() - start), error);
  }
  settle(state, call, total, { status: 'ok', http_status: 200 });
  send(chunk(call, {}, finishOf(answer)));
  if (request.stream_options?.include_usage) send(usageChunk(call, total));
  response.end('data: [DONE]\n\n');
}

/** Lets a fault of the middle of a stream strike once its tokens are out; true ends the stream. */
function struck(state: OpenAiState, call: Call, next: Piece, send: (data: unknown) => void): boolean {
  const { fault } = call;
  if (fault === null || next.upTo <= fault.afterTokens) return false;
  const tokens = Math.min(fault.afterTokens, outputTokensOf(call.answer));
  if (fault.kind === 'cut_stream') cut(state, call, tokens);
  else if (fault.kind === 'overloaded_stream') {
    settle(state, call, tokens, { status: 'error', http_status: 200, error_type: 'server_error' });
    send({ error: { message: 'The server had an error.', type: 'server_error', param: null, code: null } });
    call.response.end();
  } else return false;
  return true;
}

function cut(state: OpenAiState, call: Call, tokens: number): void {
  settle(state, call, Math.min(tokens, outputTokensOf(call.answer)), { status: 'error' });
  call.response.socket?.destroy();
}

/** The client hung up: what was generated so far is billed. */
function abandoned(state: OpenAiState, call: Call, tokens: number, error: unknown): void {
  if (!(error instanceof Error) || error.name !== 'AbortError') throw error;
  settle(state, call, tokens, { status: 'aborted' });
}
