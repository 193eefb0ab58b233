import { inTransaction } from '@bo1/prisma/client';
import { presumeAttempt, settleAttempt } from '@bo1/prisma/ledger';
import type { ActivityDeps } from '../ports/deps.ts';
import { LlmCallError, type CallOutcome, type Usage } from '../ports/llm.ts';
import type { PrefixPass } from '../ports/live.ts';
import type { Asked, Begun } from './begin.ts';
import { breaker } from './breaker.ts';
import type { Draft } from './draft.ts';
import type { Mode } from './mode.ts';
import { costOf } from './price.ts';
import { prefixName } from './prompt-hash.ts';
import type { CallStep } from './step.ts';

/**
 * Makes the call. When it fails, its row in the ledger is closed before the failure is thrown: at no cost where the vendor
 * refused it, else presumed. Throws the typed failure, or the cancellation's own.
 */
export async function ask<T, R>(
  deps: ActivityDeps,
  step: CallStep<T, R>,
  mode: Mode<T>,
  asked: Asked,
  begun: Begun,
  draft: Draft | null,
  signal: AbortSignal,
): Promise<CallOutcome & { raw: unknown }> {
  const pass = await enterPrefix(deps, mode, asked, begun, signal);
  const context = {
    model: begun.model,
    max_tokens: step.maxTokens,
    signal,
    timeout_ms: deps.settings.call_timeout_ms,
    onFirstToken: () => pass?.warm(),
  };
  try {
    const outcome = await mode.ask(begun.port, asked.prompt, context, (piece) => draft?.write(piece));
    breaker.succeeded(begun.port.provider);
    return outcome;
  } catch (error) {
    pass?.leave();
    await closeFailed(deps, step, begun, error);
    if (signal.aborted) throw signal.reason;
    throw error instanceof LlmCallError ? error.failure : error;
  }
}

async function enterPrefix<T>(
  deps: ActivityDeps,
  mode: Mode<T>,
  asked: Asked,
  begun: Begun,
  signal: AbortSignal,
): Promise<PrefixPass | null> {
  const wait = deps.settings.prefix_wait_ms;
  const prefix = wait > 0 ? prefixName(begun.model, asked.prompt, mode.offered) : null;
  return prefix === null ? null : deps.live.enterPrefix(prefix, wait, signal);
}

async function closeFailed<T, R>(
  deps: ActivityDeps,
  step: CallStep<T, R>,
  begun: Begun,
  error: unknown,
): Promise<void> {
  const known = error instanceof LlmCallError ? error : null;
  const type = known?.aborted ? 'cancelled' : (known?.failure.type ?? 'internal');
  if (type === 'provider_unavailable') breaker.failed(begun.port.provider);
  const refused = known?.partial.refused === true;
  const usage = refused ? NOTHING : presumedUsage(begun, step.maxTokens, known?.partial.usage ?? null);
  const closing = {
    sessionId: step.run.session_id,
    attemptId: begun.attemptId,
    costMicros: costOf(begun.price, usage),
    usage,
    requestId: known?.partial.request_id ?? null,
    failure: type,
  };
  try {
    await inTransaction(deps.db, (tx) => (refused ? settleAttempt : presumeAttempt)(tx, closing));
  } catch {
    // The next attempt of the call, or the meeting's end, presumes it.
    deps.log.warn({ session_id: closing.sessionId, call_key: step.callKey }, 'A failed call stays open in the ledger');
  }
}

const NOTHING: Usage = { input_tokens: 0, output_tokens: 0, cache_read_tokens: 0, cache_write_tokens: 0 };

/** What the vendor can bill at most: it may have written on after we stopped reading, so the answer counts in full. */
function presumedUsage(begun: Begun, maxTokens: number, seen: Usage | null): Usage {
  const { cacheable, plain } = begun.input;
  const input = seen ?? { ...NOTHING, input_tokens: plain, cache_write_tokens: cacheable };
  return { ...input, output_tokens: maxTokens };
}
