import { failure } from '../failures.ts';
import type { ActivityDeps } from '../ports/deps.ts';
import { attempt } from './attempt.ts';
import type { Asked } from './begin.ts';
import { fixPrompt } from './fix-prompt.ts';
import { withHeartbeat } from './heartbeat.ts';
import { textMode, toolMode, type Mode } from './mode.ts';
import { routed } from './routed.ts';
import type { CallStep, TextStep, ToolStep } from './step.ts';

/**
 * A call that answers with plain text, shown to readers while it is written. Cut at its last sentence where it reached
 * `maxTokens`. Returns what `commit` returned; throws as `callTool` does.
 */
export function callText<R>(deps: ActivityDeps, step: TextStep<R>): Promise<R> {
  return converse(deps, step, textMode);
}

/**
 * A call that answers with a tool's input, checked by the tool's schema; one retry shows the model what was wrong.
 *
 * The answer is looked up by `callKey` before anything is paid, and stored in the transaction that settles the call and
 * runs `commit`: whatever dies in between, the step can be run again. Throws ApplicationFailures typed by contracts'
 * FAILURES, and the cancellation's own failure when the activity is cancelled. Only inside an activity with a heartbeat.
 */
export function callTool<T, R>(deps: ActivityDeps, step: ToolStep<T, R>): Promise<R> {
  return converse(deps, step, toolMode(step.tool));
}

function converse<T, R>(all: ActivityDeps, asIs: CallStep<T, R>, mode: Mode<T>): Promise<R> {
  return withHeartbeat(async (signal) => {
    const { deps, step } = await routed(all, asIs);
    const first: Asked = { callKey: step.callKey, prompt: step.prompt, draftsBefore: 0, last: false };
    const answered = await attempt(deps, step, mode, first, signal);
    if (answered.kind === 'done') return answered.result;
    const retry: Asked = {
      callKey: `${step.callKey}/fix`,
      prompt: fixPrompt(step.prompt, answered.raw, answered.problem),
      draftsBefore: answered.number,
      last: true,
    };
    const fixed = await attempt(deps, step, mode, retry, signal);
    if (fixed.kind === 'done') return fixed.result;
    throw failure(
      'invalid_model_answer',
      `The model's answer to ${step.callKey} did not fit, and neither did its retry.`,
    );
  });
}
