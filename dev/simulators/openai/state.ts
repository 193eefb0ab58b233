import { createState, type SimulatorOptions, type SimulatorState } from '../anthropic/state.ts';
import { PrefixCache } from './usage/prefix-cache.ts';

/** What every simulator of a model holds, and this vendor's way of caching. */
export interface OpenAiState extends SimulatorState {
  readonly prefixes: PrefixCache;
}

export const createOpenAiState = (options: SimulatorOptions): OpenAiState => ({
  ...createState(options),
  prefixes: new PrefixCache(options.now),
});
