const WORDS: Record<string, string> = {
  openRun: 'open the run',
  answerDirectly: 'answer directly',
  collectContext: 'collect context',
  selectExperts: 'select experts',
  summariseRound: 'summarise',
  synthesiseMeeting: 'synthesise the meeting',
  planActions: 'plan actions',
};

/**
 * One line about a step for the engine's UI, e.g. "Sub-problem 1 · Round 2 · contribute · cfo". Made from the step's name
 * and the ids and numbers among its arguments: they hold no personal text.
 */
export function summaryOf(step: string, args: readonly unknown[]): string {
  const target = (args[1] ?? {}) as { sub_problem_index?: number; round?: number; expert_code?: string };
  return [
    target.sub_problem_index === undefined ? '' : `Sub-problem ${target.sub_problem_index + 1}`,
    target.round === undefined ? '' : `Round ${target.round}`,
    WORDS[step] ?? step,
    target.expert_code ?? '',
  ]
    .filter(Boolean)
    .join(' · ');
}
