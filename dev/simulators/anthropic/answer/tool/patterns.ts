/**
 * A text that matches a simple pattern: literals, classes, escapes, groups, alternation, `?*+{n,m}`, anchors.
 * Look-arounds and back-references are not understood; the caller checks the result.
 * @param next uniform in [0, 1)
 */
export function textOfPattern(pattern: string, next: () => number): string {
  return new PatternReader(pattern, next).alternatives();
}

const WORD = 'abcdefghijklmnopqrstuvwxyz0123456789_';
const CLASSES: Record<string, string> = { d: '0123456789', w: WORD, s: ' ', D: 'abcxyz', W: '-. ', S: WORD };
const ANY = 'abcdefghijklmnopqrstuvwxyz 0123456789-';

class PatternReader {
  private at = 0;
  private readonly pattern: string;
  private readonly next: () => number;

  constructor(pattern: string, next: () => number) {
    this.pattern = pattern;
    this.next = next;
  }

  /** Reads up to a closing bracket or the end; one of the alternatives is chosen. */
  alternatives(): string {
    const options: string[] = [];
    for (;;) {
      options.push(this.sequence());
      if (this.pattern[this.at] !== '|') break;
      this.at += 1;
    }
    return options[this.pickIndex(options.length)] ?? '';
  }

  private sequence(): string {
    let text = '';
    while (this.at < this.pattern.length && !'|)'.includes(this.pattern[this.at] as string)) text += this.repeated();
    return text;
  }

  /** An atom and its quantifier. A repeated atom is read again for each repetition, so that each is drawn anew. */
  private repeated(): string {
    const start = this.at;
    let text = this.atom();
    const count = this.quantifier();
    const end = this.at;
    if (count === 0) text = '';
    for (let i = 1; i < count; i++) {
      this.at = start;
      text += this.atom();
    }
    this.at = end;
    return text;
  }

  private quantifier(): number {
    const found = /^(?:\{(\d+)(,?)(\d*)\}|[?*+])\??/.exec(this.pattern.slice(this.at));
    if (found === null) return 1;
    this.at += found[0].length;
    const symbol = found[0][0];
    if (symbol === '?') return this.pickIndex(2);
    if (symbol === '*') return this.pickIndex(4);
    if (symbol === '+') return 1 + this.pickIndex(6);
    const low = Number(found[1]);
    const high = found[2] === '' ? low : found[3] === '' ? low + 4 : Number(found[3]);
    return low + this.pickIndex(high - low + 1);
  }

  private atom(): string {
    const symbol = this.pattern[this.at++] as string;
    if (symbol === '^' || symbol === '$') return '';
    if (symbol === '.') return this.one(ANY);
    if (symbol === '[') return this.one(this.classMembers());
    if (symbol === '\\') return this.escaped();
    if (symbol !== '(') return symbol;
    const prefix = /^\?(?::|<\w+>)/.exec(this.pattern.slice(this.at));
    this.at += prefix?.[0].length ?? 0;
    const text = this.alternatives();
    this.at += 1;
    return text;
  }

  private escaped(): string {
    const symbol = this.pattern[this.at++] as string;
    if (symbol === 'b' || symbol === 'B') return '';
    const members = CLASSES[symbol];
    return members === undefined ? symbol : this.one(members);
  }

  private classMembers(): string {
    const end = this.pattern.indexOf(']', this.at + 1);
    const body = this.pattern.slice(this.at, end);
    this.at = end + 1;
    const members: string[] = [];
    const plain = body.replace(/^\^/, '');
    for (const [, escape, from, to, single] of plain.matchAll(/\\(.)|(.)-(.)|(.)/gs)) {
      if (escape !== undefined) members.push(CLASSES[escape] ?? escape);
      else if (from !== undefined && to !== undefined)
        for (let code = from.charCodeAt(0); code <= to.charCodeAt(0); code++) members.push(String.fromCharCode(code));
      else if (single !== undefined) members.push(single);
    }
    const set = members.join('');
    return body.startsWith('^') ? [...ANY].filter((symbol) => !set.includes(symbol)).join('') : set;
  }

  private one(members: string): string {
    return members[this.pickIndex(members.length)] ?? '';
  }

  private pickIndex(count: number): number {
    return Math.floor(this.next() * count);
  }
}
