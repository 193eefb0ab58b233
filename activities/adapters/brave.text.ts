const ENTITIES: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ', hellip: '…' };

function character(code: number): string {
  return code > 31 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff) ? String.fromCodePoint(code) : ' ';
}

/** A page's words without tags and entities, in one line, cut at a word's end. */
export function plainText(html: string, most: number): string {
  const text = html
    .replace(/<\/?[a-z][^<>]*>/gi, '')
    .replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]{2,8}));/gi, (whole, decimal, hex, name: string | undefined) => {
      if (decimal) return character(Number(decimal));
      if (hex) return character(Number.parseInt(hex as string, 16));
      return ENTITIES[name?.toLowerCase() ?? ''] ?? whole;
    })
    .toWellFormed()
    .replace(/\s+/g, ' ')
    .trim();
  if (text.length <= most) return text;
  const cut = text.slice(0, most - 1);
  const word = cut.lastIndexOf(' ');
  // Half of a surrogate pair may stand at the end.
  const kept = (word > most / 2 ? cut.slice(0, word) : cut).toWellFormed().replace(/[\s,;:\ufffd]+$/, '');
  return `${kept}…`;
}
