import { Faults } from './faults/faults.ts';
import { Ledger } from './ledger/ledger.ts';
import { RecordedCalls } from './ledger/prompts.ts';
import { loadScenarios, type Scenario } from './scenarios/scenario.ts';
import type { Author } from './answer/compose.ts';
import { defaultSettings, type Settings } from './settings.ts';
import { PromptCache } from './usage/prompt-cache.ts';
import { RateLimits } from './usage/rate-limits.ts';

/** All that one simulator holds. Only `ledger` outlives the process. */
export interface SimulatorState {
  settings: Settings;
  scenarios: Scenario[];
  readonly keyPrefix: string;
  readonly author: Author | null;
  readonly cache: PromptCache;
  readonly limits: RateLimits;
  readonly faults: Faults;
  readonly ledger: Ledger;
  readonly recorded: RecordedCalls;
}

export interface SimulatorOptions {
  /** Where the ledger is kept; in memory only when absent. */
  stateDir?: string | undefined;
  /** Keys that start so are accepted. */
  keyPrefix?: string;
  settings?: Settings;
  scenarios?: Scenario[];
  /** Answers in the simulator's place what it knows an answer to. */
  author?: Author;
  /** Clock of cache and limits, epoch ms. */
  now?: () => number;
}

export function createState(options: SimulatorOptions): SimulatorState {
  return {
    settings: options.settings ?? defaultSettings(),
    scenarios: options.scenarios ?? loadScenarios(),
    keyPrefix: options.keyPrefix ?? 'sk-sim-',
    author: options.author ?? null,
    cache: new PromptCache(options.now),
    limits: new RateLimits(options.now),
    faults: new Faults(),
    ledger: new Ledger(options.stateDir),
    recorded: new RecordedCalls(),
  };
}
