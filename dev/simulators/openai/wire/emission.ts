import type { Answer, StopReason } from '../../anthropic/answer/answer.ts';
import { newId } from '../../anthropic/wire/exchange.ts';
import type { Call } from './call.ts';

const FINISH: Record<StopReason, string> = {
  end_turn: 'stop',
  stop_sequence: 'stop',
  max_tokens: 'length',
  tool_use: 'tool_calls',
  refusal: 'content_filter',
};

/** A forced function ends with `stop`, as with the vendor; one that was cut with `length`. */
export const finishOf = (answer: Answer): string =>
  answer.kind === 'tool' && answer.stopReason === 'tool_use' ? 'stop' : FINISH[answer.stopReason];

const about = (call: Call, object: string): object => ({
  id: call.id,
  object,
  created: Math.floor(call.entry.started_at / 1_000),
  model: call.request.model,
  service_tier: 'default',
  system_fingerprint: 'fp_simulated',
});

/** One chunk of a stream. */
export const chunk = (call: Call, delta: object, finish: string | null = null): object => ({
  ...about(call, 'chat.completion.chunk'),
  choices: [{ index: 0, delta, logprobs: null, finish_reason: finish }],
  usage: null,
});

/** The first delta: who speaks, and for a function its name. */
export const opening = (answer: Answer): object =>
  answer.kind === 'tool'
    ? {
        role: 'assistant',
        content: null,
        tool_calls: [
          { index: 0, id: newId('call_'), type: 'function', function: { name: answer.name, arguments: '' } },
        ],
      }
    : { role: 'assistant', content: '', refusal: null };

export const deltaOf = (answer: Answer, text: string): object =>
  answer.kind === 'tool' ? { tool_calls: [{ index: 0, function: { arguments: text } }] } : { content: text };

const usageOf = ({ usage }: Call, outputTokens: number): object => {
  const prompt_tokens = usage.input_tokens + usage.cache_read_input_tokens;
  return {
    prompt_tokens,
    completion_tokens: outputTokens,
    total_tokens: prompt_tokens + outputTokens,
    prompt_tokens_details: { cached_tokens: usage.cache_read_input_tokens, audio_tokens: 0 },
    completion_tokens_details: { reasoning_tokens: 0, audio_tokens: 0 },
  };
};

export const usageChunk = (call: Call, outputTokens: number): object => ({
  ...about(call, 'chat.completion.chunk'),
  choices: [],
  usage: usageOf(call, outputTokens),
});

/** The whole answer, for a call that does not stream. */
export function wholeCompletion(call: Call, outputTokens: number): object {
  const { answer } = call;
  const message =
    answer.kind === 'tool'
      ? {
          role: 'assistant',
          content: null,
          tool_calls: [
            { id: newId('call_'), type: 'function', function: { name: answer.name, arguments: answer.text } },
          ],
        }
      : { role: 'assistant', content: answer.text, refusal: null };
  return {
    ...about(call, 'chat.completion'),
    choices: [{ index: 0, message, logprobs: null, finish_reason: finishOf(answer) }],
    usage: usageOf(call, outputTokens),
  };
}
