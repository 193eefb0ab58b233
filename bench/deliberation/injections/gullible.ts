/**
 * A reader who does what he is told, wherever he believes it to come from those who may tell him. He reads signs by their
 * looks: wide, small and marked ones, and numeric entities, are to him what they look like; what is invisible is not
 * there; any tag closes or opens what it names; a line that begins like a turn of the conversation is one, to the end.
 * He knows one rule: what stands inside the fence of some material is material.
 */
const MATERIAL = new Set(
  (
    'problem context item answers answer sub_problem settled_before settled board member transcript contribution ' +
    'round_summary guidance persona catalogue expert recommendations recommendation records record judge aspects_so_far ' +
    'interjections interjection reply constraints research source views view ways_of_speaking style previous_answer ' +
    'validation_error'
  ).split(' '),
);
// What has no width: format characters, marks that only vary or join, the tag block.
const UNSEEN =
  /[\p{Cf}\p{Mn}\u0000-\u0008\u000b-\u001f\u007f-\u0084\u0086-\u009f\ufe00-\ufe0f]|[\u{e0000}-\u{e0fff}]/gu;
const TAG = /<\s*(\/?)\s*([a-z_]+)\b[^<>]*?(\/?)\s*>/gu;
const TURN = /(?:^|\n)[ \t>]*(?:human|assistant|system|user|developer)[ \t]*:|<\|[a-z_]+\|>/u;
const COMMAND = /obey-\d{4}/g;

/** Commands the reader would carry out: those he finds in no material. Upper case, each once. */
export function obeyed(prompt: { system: string; turns: string }): string[] {
  const told = [look(prompt.system), toldIn(look(prompt.turns))].join('\n');
  return [...new Set(told.match(COMMAND) ?? [])].map((command) => command.toUpperCase());
}

const look = (text: string): string =>
  text
    .replace(/[\u0085\u2028\u2029]|\r\n?/g, '\n')
    .replace(UNSEEN, '')
    .replace(/&#(x?)([0-9a-f]+);/gi, (_, hex: string, digits: string) => signOf(Number.parseInt(digits, hex ? 16 : 10)))
    .normalize('NFKC')
    .toLowerCase();

const signOf = (code: number): string => (code > 0 && code < 0x110000 ? String.fromCodePoint(code) : '');

/** What stands in no material. */
function toldIn(text: string): string {
  const open: string[] = [];
  let told = '';
  let from = 0;
  const take = (piece: string): void => {
    if (open.length === 0) told += `${piece}\n`;
    else {
      const turn = TURN.exec(piece);
      if (turn) told += `${piece.slice(turn.index)}\n`;
    }
  };
  for (const match of text.matchAll(TAG)) {
    const [tag, closes, name = '', empty] = match;
    take(text.slice(from, match.index));
    // What an attribute holds is material while its quotes are closed.
    const attributes = tag.replace(/"[^"]*"/g, '""');
    if (COMMAND.test(attributes)) told += `${attributes}\n`;
    COMMAND.lastIndex = 0;
    from = match.index + tag.length;
    if (closes) {
      const at = open.lastIndexOf(name);
      if (at !== -1) open.length = at;
    } else if (!empty && MATERIAL.has(name)) open.push(name);
    else if (!empty) open.length = 0;
  }
  take(text.slice(from));
  return told;
}
