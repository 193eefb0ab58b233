import type { Aspect, AspectDepth, FacilitatorAction } from '@bo1/contracts/meeting/values';

/** What prompts are made of: plain copies of rows, so that a template is a pure function of them. */

export interface ContextItem {
  kind: string;
  label: string;
  text: string;
}

export interface GivenAnswer {
  question: string;
  /** Null where the person left the question open on purpose. */
  answer: string | null;
}

/** The person's side of a meeting. */
export interface Brief {
  problem: string;
  /** Names of instruction-override patterns found in the problem statement. */
  flagged: string[];
  /** Civil date (UTC) on which the meeting began. */
  asked_on: string;
  context: ContextItem[];
  answers: GivenAnswer[];
  /** What binds every option, as the person set it while the meeting runs; empty where they set nothing. */
  constraints: string[];
}

export interface Reply {
  expert_code: string;
  name: string;
  text: string;
}

/** What the person said to the board while it sat. */
export interface Interjection {
  number: number;
  /** Empty where only the replies are new. */
  text: string;
  flagged: string[];
  replies: Reply[];
}

/** The outcome of a sub-problem that this one depends on. */
export interface SettledSubProblem {
  index: number;
  goal: string;
  decision: string;
  conditions: string[];
}

export interface SubProblemBrief {
  index: number;
  goal: string;
  rationale: string;
  settled: SettledSubProblem[];
}

/** An expert as copied from the catalogue when chosen. */
export interface Expert {
  code: string;
  name: string;
  archetype: string;
  expertise: string[];
  traits: string[];
  style: string;
  system_prompt: string;
}

export interface SaidInRound {
  expert_code: string;
  name: string;
  text: string;
}

export interface Judgement {
  agreement: number;
  conflict: number;
  novelty: number | null;
  aspects: Record<Aspect, AspectDepth>;
  focus: string;
  /** Position of each expert in one line, as the judge read it. */
  stances: Record<string, string>;
}

export interface Guidance {
  action: FacilitatorAction;
  guidance: string;
  /** What a moderator or the words on an impasse add to it. */
  intervention: string | null;
}

/** A page from the web: foreign text. */
export interface Source {
  /** What it is cited by, counted within the sub-problem: 1 is S1. */
  number: number;
  title: string;
  url: string;
  snippet: string;
}

/** What was looked up after a round. */
export interface Research {
  query: string;
  /** Empty where nothing was found. */
  sources: Source[];
}

export interface FinishedRound {
  round: number;
  phase: string;
  /** Contributions in speaking order. */
  said: SaidInRound[];
  summary: string | null;
  judgement: Judgement | null;
  guidance: Guidance | null;
  /** Null where nothing was looked up after it. */
  research: Research | null;
  /** What the person said, and was answered, between this round and the next. */
  interjections: Interjection[];
}

/** Everything that may be known before a round: finished rounds in order, none of them that round or a later one. */
export interface Deliberation {
  brief: Brief;
  sub_problem: SubProblemBrief;
  experts: Expert[];
  /** What the person said before the first round. */
  said_before: Interjection[];
  rounds: FinishedRound[];
}

export interface CastVote {
  expert_code: string;
  name: string;
  recommendation: string;
  reasoning: string;
  confidence: number;
  conditions: string[];
  risks: string[];
}
