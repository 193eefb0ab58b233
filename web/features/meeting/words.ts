import type {
  Aspect,
  AspectDepth,
  FacilitatorAction,
  Phase,
  StopReason,
  StopRule,
} from '@bo1/contracts/meeting/values';

/** What the page calls things. One place, so that the meeting and its record say the same. */
export const STOP_RULE_WORDS: Record<StopRule, string> = {
  hard_cap: 'The longest time a meeting may take was reached.',
  max_rounds: 'All planned rounds were held.',
  budget: 'The rest of the budget was kept for the decision.',
  consensus: 'The board agreed.',
  early_exit: 'The board mostly agreed, and little new was being said.',
  stalled_disagreement: 'The board disagreed and neither side moved.',
  exhausted: 'Nothing new was being said.',
  coverage: 'Every aspect was covered, and little new was being said.',
  facilitator: 'The facilitator saw enough to decide.',
  routine: 'A routine question: one expert answered it.',
};

export const PHASE_WORDS: Record<Phase, string> = { explore: 'explore', challenge: 'challenge', converge: 'converge' };

export const FACILITATION_WORDS: Record<FacilitatorAction, string> = {
  continue: 'Another round',
  clarify: 'A point to clear up',
  research: 'Facts to look up',
  moderator: 'A different view is called in',
  acknowledge_impasse: 'The disagreement is named',
  vote: 'Time to decide',
};

export const ASPECT_WORDS: Record<Aspect, string> = {
  problem_clarity: 'Problem',
  objectives: 'Objectives',
  options: 'Options',
  assumptions: 'Assumptions',
  risks: 'Risks',
  constraints: 'Constraints',
  stakeholders: 'Stakeholders',
  dependencies: 'Dependencies',
};
export const DEPTH_WORDS: Record<AspectDepth, string> = { none: 'not yet', touched: 'touched', deep: 'in depth' };

export const STOP_REASON_WORDS: Record<StopReason, string> = {
  stopped_by_user: 'You stopped it.',
  cancelled_by_admin: 'An administrator stopped this meeting.',
  terminated: 'It was ended from outside.',
};

export const IMPASSE_WORDS = {
  common_ground: 'Looking for common ground',
  disagree_and_commit: 'Disagree and commit',
  conditional: 'A conditional recommendation',
} as const;

export const MODERATOR_WORDS = { contrarian: 'Contrarian', sceptic: 'Sceptic', optimist: 'Optimist' } as const;

export const CONTEXT_WORDS = {
  business_profile: 'Business profile',
  kept_answer: 'Kept answer',
  earlier_meeting: 'Earlier meeting',
  action: 'Action',
  dataset_insight: 'Dataset insight',
} as const;
