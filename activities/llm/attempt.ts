import type { ActivityDeps } from '../ports/deps.ts';
import { ask } from './ask.ts';
import { begin, type Asked, type Attempted } from './begin.ts';
import { Draft } from './draft.ts';
import type { Mode } from './mode.ts';
import { settle } from './settle.ts';
import type { CallStep } from './step.ts';

/** Looks the answer up, or makes the call once: reserve, call, settle. A failure leaves the ledger's row closed. */
export async function attempt<T, R>(
  deps: ActivityDeps,
  step: CallStep<T, R>,
  mode: Mode<T>,
  asked: Asked,
  signal: AbortSignal,
): Promise<Attempted<R>> {
  signal.throwIfAborted();
  const begun = await begin(deps, step, mode, asked);
  if ('kind' in begun) return begun;
  const draft = mode.offered ? null : new Draft(deps.live, step, asked.draftsBefore + begun.number);
  let kept = false;
  try {
    await draft?.begin();
    const outcome = await ask(deps, step, mode, asked, begun, draft, signal);
    const attempted = await settle(deps, step, mode, asked, begun, outcome);
    kept = attempted.kind === 'done';
    return attempted;
  } finally {
    await draft?.end(kept);
  }
}
