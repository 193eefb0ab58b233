import type { FigureKind } from '../../../prompt/facts.ts';

/**
 * What one kind of expert has to say. Slots: {own} {other} gerunds of the option leaned to and of its strongest rival,
 * {own.do} {other.do} infinitives, {topic} {stake} {affected} {signal} of the problem's kind, {figure} a number the person gave.
 * A sentence may start with a slot; capitals are set afterwards.
 */
export interface Bank {
  id: string;
  /** Words of a code, archetype or description that make somebody this kind of expert. */
  words: RegExp;
  /** What they look after, as a noun phrase. */
  watch: string;
  /** The same in a few words: "That leaves out {concern}." */
  concern: string;
  /** First sentences: a position. */
  openers: readonly string[];
  /** One idea each. Said once by one expert in a meeting. */
  points: readonly string[];
  figured: Partial<Record<FigureKind, readonly string[]>>;
  /** Full clauses: "…, provided that {condition}". */
  conditions: readonly string[];
  /** A risk and its first sign. */
  risks: readonly string[];
}
