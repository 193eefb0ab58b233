import type { LlmPort } from '../ports/llm.ts';

/** A vendor whose SDK is read when it is first asked: a fallback that is never asked delays no start, nor the one after a kill. */
export function onFirstUse(provider: string, load: () => Promise<LlmPort>): LlmPort {
  let port: Promise<LlmPort> | undefined;
  const loaded = () => (port ??= load());
  return {
    provider,
    stream: async (...call) => (await loaded()).stream(...call),
    tool: async (...call) => (await loaded()).tool(...call),
  };
}
