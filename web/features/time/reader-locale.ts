/** Forms of English that every browser knows. */
const FORMS = ['US', 'GB', 'AU', 'CA', 'IE', 'IN', 'NZ', 'ZA'];

/**
 * The form of English in which a reader expects dates. The page is English, so a reader of another language gets
 * English words in the order most of the world writes: day, month, year.
 * @param languages an `Accept-Language` header, which browsers send from the person's own list; null when there is none
 * @returns a locale, `en-GB` where nothing better is known
 */
export function readerLocale(languages: string | null): string {
  const first = /^\s*([A-Za-z0-9-]+)/.exec(languages ?? '')?.[1];
  if (!first) return 'en-GB';
  try {
    const { language, region } = new Intl.Locale(first).maximize();
    return language === 'en' && region && FORMS.includes(region) ? `en-${region}` : 'en-GB';
  } catch {
    return 'en-GB';
  }
}
