/** What a page must say of where its parts come from; `script-src` has a nonce besides. */
const EXACT: Record<string, string> = {
  'default-src': "'none'",
  'object-src': "'none'",
  'base-uri': "'none'",
  'frame-ancestors': "'none'",
  'form-action': "'self'",
  'connect-src': "'self'",
};
/** At least 16 bytes by chance. */
const NONCE = /^'nonce-([A-Za-z0-9+/_-]{22,}={0,2})'$/;
const SCRIPTS = ["'self'", "'strict-dynamic'"];

/**
 * What is wrong with the Content-Security-Policy of a page, in words; an empty list is a pass. Nonces that were `seen` in
 * another answer are wrong too, and those of this one are added.
 */
export function policyFlaws(header: string | undefined, seen: Set<string>): string[] {
  if (header === undefined) return ['no Content-Security-Policy'];
  const policy = new Map(
    header.split(';').map((directive) => {
      const [name = '', ...sources] = directive.trim().split(/\s+/);
      return [name, sources];
    }),
  );
  const flaws = Object.entries(EXACT)
    .filter(([name, sources]) => policy.get(name)?.join(' ') !== sources)
    .map(([name]) => `${name} is ${policy.get(name)?.join(' ') ?? 'missing'}`);
  const scripts = policy.get('script-src') ?? [];
  const nonces = scripts.flatMap((source) => NONCE.exec(source)?.[1] ?? []);
  const others = scripts.filter((source) => !NONCE.test(source) && !SCRIPTS.includes(source));
  if (others.length > 0) flaws.push(`scripts may also come from ${others.join(' ')}`);
  if (nonces.length !== 1) flaws.push(`${nonces.length} nonces`);
  for (const nonce of nonces) {
    if (seen.has(nonce)) flaws.push('a nonce of another answer');
    seen.add(nonce);
  }
  return flaws;
}
