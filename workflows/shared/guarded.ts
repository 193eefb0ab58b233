import { FAILURES } from '@bo1/contracts/errors/values';
import { condition } from '@temporalio/workflow';
import type { ActiveTime } from './active-time.ts';
import type { Control } from './control.ts';
import { failureCode } from './failures.ts';
import type { Liveness } from './liveness.ts';

/** What a step waits for and reports to. */
export interface StepRules {
  control: Control;
  time: ActiveTime;
  liveness: Liveness;
  /** The ledger stays paused although no pause reached us: makes the control state say so. */
  onDispute: (version: number) => Promise<void> | void;
}

type Step = (...args: unknown[]) => Promise<unknown>;

/** How long a pause that the ledger knows of may take to reach us. */
const PAUSE_ON_ITS_WAY = '2s';

/**
 * The same steps, held back while the run is paused. A step that raced with a pause fails with `spending_paused`: it is
 * tried again after the resume.
 */
export function guarded<T extends object>(steps: T, rules: StepRules): T {
  return new Proxy(steps, {
    get: (target, name): Step => {
      const step = (target as Record<PropertyKey, Step>)[name]!;
      return (...args) => attempt(() => step(...args), rules);
    },
  });
}

async function attempt(step: () => Promise<unknown>, rules: StepRules): Promise<unknown> {
  const { control } = rules;
  for (;;) {
    if (control.paused) await condition(() => !control.paused);
    const seen = control.version;
    const end = rules.time.begin();
    try {
      return await step();
    } catch (error) {
      if (failureCode(error) !== FAILURES.spending_paused) throw error;
    } finally {
      end();
      rules.liveness.touch();
    }
    const known = await condition(() => control.paused || control.version !== seen, PAUSE_ON_ITS_WAY, {
      summary: 'Wait for a pause that is on its way',
    });
    if (!known) await rules.onDispute(seen);
  }
}
