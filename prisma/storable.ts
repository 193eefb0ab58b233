/** Text as Postgres can keep it: no NUL, no half of a surrogate pair. People and models may send either. */
export function storableText(text: string): string {
  return text.replaceAll('\u0000', '').toWellFormed();
}

/** A JSON value whose texts (keys too) Postgres can keep. Dates and undefined leave as JSON.stringify has them. */
export function storableJson<T>(value: T): T {
  return JSON.parse(JSON.stringify(value), (_key, inner: unknown) => {
    if (typeof inner === 'string') return storableText(inner);
    if (typeof inner !== 'object' || inner === null || Array.isArray(inner)) return inner;
    return Object.fromEntries(Object.entries(inner).map(([key, item]) => [storableText(key), item]));
  }) as T;
}
