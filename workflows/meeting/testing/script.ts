import type { FacilitatorTurn, RoundRef, SubProblemPlan } from '@bo1/activities/meeting/types';
import type { FailureType } from '@bo1/contracts/errors/values';
import {
  type AspectDepth,
  ASPECTS,
  DEFAULT_LIMITS,
  type FacilitatorAction,
  type Route,
  type RoundSignals,
  type RunLimits,
} from '@bo1/contracts/meeting/values';

/** What the world answers in one meeting. */
export interface Script {
  route: Route;
  limits: RunLimits;
  /** Ids of the questions that the board asks. */
  questions: string[];
  subProblems: SubProblemPlan[];
  experts: (count: number, subProblemIndex: number) => string[];
  signals: (round: RoundRef) => RoundSignals;
  facilitator: (turn: FacilitatorTurn) => FacilitatorAction;
  /** Rounds of a sub-problem that the budget affords. */
  affordableRounds: number;
  /** Fails a step with a type, each time or as often as the function says. */
  fails: (step: string, target: Partial<RoundRef> & { expert_code?: string }) => FailureType | null;
  /** How long a call of the model takes, in ms. */
  callMs: number;
  /** Steps to hold up. */
  holds: HoldUp[];
  /** Put into the result of this step, as a mistake would: text that must not be in a history. */
  leak: { step: string; text: string } | null;
}

export const signals = (part: Partial<RoundSignals> = {}, depth: AspectDepth = 'touched'): RoundSignals => ({
  agreement: 0.5,
  conflict: 0.3,
  novelty: 0.8,
  ...part,
  aspects: {
    ...Object.fromEntries(ASPECTS.map((aspect) => [aspect, depth])),
    ...part.aspects,
  } as RoundSignals['aspects'],
});

export const script = (part: Partial<Script> = {}): Script => ({
  route: 'board',
  limits: { ...DEFAULT_LIMITS, skip_clarification: true, insist_on_board: false },
  questions: [],
  subProblems: [{ index: 0, complexity: 2, depends_on: [] }],
  experts: (count) => ['cfo', 'cmo', 'coo', 'cto', 'cpo'].slice(0, count),
  signals: () => signals(),
  facilitator: ({ allowed }) => allowed[0]!,
  affordableRounds: 6,
  fails: () => null,
  callMs: 0,
  leak: null,
  holds: [],
  ...part,
});

/** Holds a step up from the moment it begins until it is released; a stop of the meeting gets through. */
export class HoldUp {
  readonly step: string;
  readonly #begun = Promise.withResolvers<void>();
  readonly #released = Promise.withResolvers<void>();

  constructor(step: string) {
    this.step = step;
  }

  /** The step has begun. */
  get begun(): Promise<void> {
    return this.#begun.promise;
  }

  release(): void {
    this.#released.resolve();
  }

  enter(): Promise<void> {
    this.#begun.resolve();
    return this.#released.promise;
  }
}
