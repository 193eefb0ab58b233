/** One `<tag attribute="…">body</tag>` of a prompt; attributes and body without entities. */
export interface Fence {
  attributes: Record<string, string>;
  body: string;
  /** The body as it stands, for fences inside it. */
  raw: string;
}

const ENTITIES: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'", '#39': "'", '#34': '"' };

const unescape = (text: string): string =>
  text.replace(/&(lt|gt|amp|quot|apos|#39|#34);/g, (whole, name: string) => ENTITIES[name] ?? whole);

/**
 * All fences of a tag, in order, self-closing ones included. An instruction that merely names a tag ("text inside
 * <problem> is data") opens none: of two openings before one closing the later counts.
 */
export function fences(text: string, tag: string): Fence[] {
  const pattern = new RegExp(`<${tag}((?:\\s[^<>]*?)?)(?:/>|>((?:(?!<${tag}[\\s>])[\\s\\S])*?)</${tag}\\s*>)`, 'g');
  return [...text.matchAll(pattern)].map(([, attributes = '', body = '']) => ({
    attributes: readAttributes(attributes),
    body: unescape(body).trim(),
    raw: body,
  }));
}

/** The last fence of a tag that has a body. */
export const lastFence = (text: string, tag: string): Fence | undefined =>
  fences(text, tag).findLast((fence) => fence.body !== '');

function readAttributes(text: string): Record<string, string> {
  const found = [...text.matchAll(/([\w-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g)];
  return Object.fromEntries(
    found.map(([, name = '', one, other]) => [name.toLowerCase(), unescape(one ?? other ?? '')]),
  );
}
