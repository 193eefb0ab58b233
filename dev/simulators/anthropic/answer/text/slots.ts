import type { Mind } from '../mind.ts';
import type { Option } from '../../prompt/options.ts';

/** What a sentence may speak of. Options are said in full once, in short after that. */
export interface Slots {
  own: Option;
  other: Option;
  figure?: string;
  constraint?: string;
  answer?: string;
  peer?: string;
  quote?: string;
  /** The option given up. */
  left?: Option;
  watch?: string;
  concern?: string;
  craft?: string;
  condition?: string;
  /** A colleague's condition. */
  their?: string;
  point?: string;
}

/** Fills sentences for one text, and remembers which options it has already named in full. */
export class Speech {
  private readonly named = new Set<string>();
  private readonly mind: Mind;

  constructor(mind: Mind) {
    this.mind = mind;
  }

  say(pattern: string, slots: Slots): string {
    const { kind } = this.mind.problem;
    const fixed: Record<string, string | undefined> = {
      topic: kind.topic,
      stake: kind.stake,
      affected: kind.affected,
      signal: kind.signal,
      figure: slots.figure,
      constraint: slots.constraint,
      answer: slots.answer,
      peer: slots.peer,
      quote: slots.quote,
      watch: slots.watch?.replace('{craft}', slots.craft ?? 'experience'),
      concern: slots.concern,
      craft: slots.craft,
      their: slots.their,
      condition: slots.condition,
      point: slots.point,
      'own.do': slots.own.do,
      'other.do': slots.other.do,
    };
    const text = pattern.replace(/\{([a-z.]+)\}/g, (whole, name: string) => {
      if (name === 'own' || name === 'other' || name === 'left') return this.option(slots[name] ?? slots.other);
      return fixed[name] ?? whole;
    });
    return capitals(text);
  }

  private option(option: Option): string {
    if (this.named.has(option.ing)) return option.short;
    this.named.add(option.ing);
    return option.ing;
  }
}

/** A capital at the start and after each sentence end inside. */
const capitals = (text: string): string =>
  text.replace(/(^[“"]?|[.!?:] ?”? )(\p{Ll})/gu, (whole, before: string, letter: string) =>
    before.includes(':') ? whole : before + letter.toUpperCase(),
  );
