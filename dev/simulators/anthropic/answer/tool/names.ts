/**
 * Property names that mean the same. A schema may call a thing by any word of its row; the first word is the name
 * the simulator uses itself.
 */
const SYNONYMS: readonly string[][] = [
  ['question', 'prompt', 'ask', 'query'],
  ['questions', 'gaps', 'clarifications', 'critical_gaps'],
  ['reason', 'why', 'because', 'justification', 'motivation', 'explanation', 'note', 'comment'],
  ['rationale', 'reasoning', 'argument', 'analysis'],
  ['title', 'name', 'headline', 'label', 'heading'],
  ['goal', 'objective', 'aim', 'purpose'],
  ['goals', 'objectives'],
  ['summary', 'overview', 'synopsis', 'abstract'],
  ['decision', 'chosen', 'chosen_option', 'choice', 'selected_option', 'recommended_option', 'conclusion', 'verdict'],
  ['option', 'alternative', 'leaning', 'stance', 'position', 'preferred_option', 'supports'],
  ['options', 'alternatives', 'options_considered', 'choices'],
  ['trade_offs', 'tradeoffs', 'trade_off', 'tradeoff', 'considerations'],
  ['pros', 'advantages', 'benefits', 'upsides', 'strengths', 'for', 'gains'],
  ['cons', 'disadvantages', 'drawbacks', 'downsides', 'weaknesses', 'against', 'costs', 'gives_up'],
  ['recommendation', 'recommended', 'advice', 'text', 'statement', 'answer', 'contribution', 'content', 'body'],
  ['confidence', 'certainty', 'confidence_score'],
  ['confidence_basis', 'confidence_rationale', 'confidence_reason', 'rests_on', 'based_on'],
  ['dissent', 'minority', 'minority_view', 'dissenting', 'dissenting_view', 'dissents', 'disagreement', 'objections'],
  ['conditions', 'condition', 'provided_that', 'preconditions', 'requirements', 'terms', 'assumptions'],
  ['reopen', 'reopen_if', 'reopeners', 'revisit', 'would_reopen', 'what_would_reopen', 'reopen_triggers', 'triggers'],
  ['risks', 'risk', 'dangers', 'threats', 'concerns'],
  ['actions', 'action_items', 'action_plan', 'plan', 'tasks', 'next_steps'],
  ['steps', 'how', 'sub_steps', 'what_to_do', 'activities'],
  ['success_criteria', 'success', 'success_criterion', 'success_when', 'done_when', 'measure', 'measures'],
  ['kill_criteria', 'kill', 'kill_criterion', 'stop_if', 'stop_when', 'abandon_if', 'kill_when'],
  ['due_date', 'due', 'deadline', 'by', 'due_on', 'due_at', 'target_date'],
  ['due_in_days', 'due_days', 'days', 'within_days', 'due_after_days'],
  ['priority', 'importance', 'urgency'],
  ['depends_on', 'dependencies', 'depends', 'after', 'requires', 'blocked_by', 'prerequisites', 'predecessors'],
  ['sub_problems', 'subproblems', 'problems', 'parts', 'sub_questions'],
  ['complexity', 'difficulty', 'complexity_score'],
  ['experts', 'selected', 'selection', 'selected_experts', 'board', 'members', 'panel', 'expert_codes', 'codes'],
  ['expert', 'expert_code', 'code', 'persona', 'persona_code', 'who', 'speaker', 'member', 'by_expert', 'author'],
  ['route', 'path', 'routing', 'kind', 'type', 'category', 'mode', 'verdict'],
  ['needs_board', 'board_needed', 'use_board', 'needs_deliberation', 'is_decision', 'deliberate'],
  ['routine', 'is_routine', 'simple', 'is_simple'],
  ['agreement', 'consensus', 'alignment', 'agreement_level', 'agreement_score', 'convergence'],
  ['conflict', 'tension', 'disagreement_level', 'conflict_level', 'conflict_score'],
  ['novelty', 'novelty_score', 'newness', 'new_information'],
  ['aspects', 'coverage', 'covered', 'topics', 'aspects_covered', 'aspect_coverage'],
  ['aspect', 'topic', 'dimension'],
  ['depth', 'level', 'coverage_level', 'state', 'status', 'treatment', 'extent'],
  ['focus', 'next_focus', 'missing', 'focus_next', 'gap', 'open_question'],
  ['action', 'next_action', 'move', 'decision', 'next', 'next_step', 'what'],
  ['guidance', 'instruction', 'instructions', 'message', 'direction', 'steer', 'guide', 'brief'],
  ['moderator', 'moderator_role', 'moderator_type', 'intervention', 'role'],
  ['stances', 'positions', 'views', 'per_expert', 'expert_stances', 'readings'],
  ['view', 'claim', 'dissenting_opinion', 'opinion', 'minority_opinion', 'quote'],
  ['index', 'id', 'number', 'position', 'order', 'key'],
  ['owner', 'responsible', 'assignee', 'who'],
  ['stakeholders', 'affected', 'people'],
];

const plain = (name: string): string =>
  name
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .replaceAll('-', '_');

/** Words of a name or a text, without short ones, in a rough singular. */
export const wordsOf = (text: string): string[] =>
  plain(text)
    .split(/[^a-z0-9]+/)
    .filter((word) => word.length > 1)
    .map((word) => word.replace(/(?<=..)s$/, ''));

/**
 * The known name that a schema's property means, by synonym, then by shared words of its name, then by the first
 * word of its description; null when none is near.
 */
export function similarName(name: string, description: string, known: string[]): string | null {
  const wanted = plain(name);
  const rows = SYNONYMS.filter((row) => row.includes(wanted));
  const bySynonym = known.find((candidate) => rows.some((row) => row.includes(candidate)));
  if (bySynonym !== undefined) return bySynonym;
  const words = new Set(wordsOf(wanted));
  const shared = (candidate: string): number => wordsOf(candidate).filter((word) => words.has(word)).length;
  const nearest = known.reduce<string | null>(
    (best, candidate) => (shared(candidate) > (best === null ? 0 : shared(best)) ? candidate : best),
    null,
  );
  if (nearest !== null) return nearest;
  const partial = SYNONYMS.filter((row) => row.some((word) => wordsOf(word).every((part) => words.has(part))));
  const byPart = known.find((candidate) => partial.some((row) => row.includes(candidate)));
  if (byPart !== undefined) return byPart;
  const told = new Set(wordsOf(description.split(/\s+/)[0] ?? ''));
  return known.find((candidate) => candidate.length > 3 && wordsOf(candidate).every((word) => told.has(word))) ?? null;
}
