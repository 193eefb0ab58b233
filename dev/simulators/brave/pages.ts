import { Random } from '../anthropic/random.ts';

export interface Page {
  title: string;
  url: string;
  description: string;
}

const SMALL = /^(a|an|the|of|in|on|for|to|and|or|with|by|at|is|are|how|what|which|does|do|from|per|vs|much|many)$/;

/** Kinds of pages that people find when they look something up; `%s` is the topic. */
const KINDS: readonly { host: string; title: string; texts: readonly string[] }[] = [
  {
    host: 'surveys',
    title: '%s: results of a yearly survey (simulated)',
    texts: [
      'Of %n firms asked about <strong>%s</strong>, %p percent met their plan in the first year; those that began with a trial did so more often.',
      'The survey of %n firms finds that <strong>%s</strong> took %m months on average, about a third longer than planned.',
    ],
  },
  {
    host: 'statistics',
    title: 'Figures on %s (simulated)',
    texts: [
      'The office counted %n cases of <strong>%s</strong> last year, %p percent more than the year before. Regions differ widely.',
      'Median cost around <strong>%s</strong> rose by %p percent in %m months; the lower quarter saw no change.',
    ],
  },
  {
    host: 'casebook',
    title: 'What went wrong with %s: three cases (simulated)',
    texts: [
      'Two of three firms underestimated the time of their own people. In <strong>%s</strong> the first sign was missed dates after %m weeks.',
      'The case shows a firm that stopped <strong>%s</strong> after %m months and kept %p percent of the money by a break clause.',
    ],
  },
  {
    host: 'practice',
    title: 'A guide to %s for owners (simulated)',
    texts: [
      'Before <strong>%s</strong>: name one person who owns it, write down what would make you stop, and test with %m customers.',
      'Owners report that <strong>%s</strong> pays when the fixed cost stays below %p percent of revenue.',
    ],
  },
  {
    host: 'journal',
    title: 'Does %s pay? A review of studies (simulated)',
    texts: [
      'The review of %m studies finds small effects of <strong>%s</strong> on revenue, and larger ones on how long customers stay.',
      'Evidence on <strong>%s</strong> is mixed: %p percent of the studies see a gain, the others none within two years.',
    ],
  },
];

/** Made-up pages about the query's topic: the same for the same query. */
export function pagesFor(query: string): Page[] {
  const words: string[] = query.toLowerCase().match(/[\p{L}\p{N}-]+/gu) ?? [];
  if (words.includes('nothing')) return [];
  const topic = words.filter((word) => !SMALL.test(word)).slice(0, 6);
  if (topic.length === 0) return [];
  const random = new Random('brave', topic.join(' '));
  return KINDS.map(({ host, title, texts }) => {
    const text = texts[random.int(0, texts.length - 1)] ?? '';
    const figures: Record<string, string> = {
      s: topic.join(' '),
      n: String(random.int(4, 90) * 25),
      p: String(random.int(6, 68)),
      m: String(random.int(3, 19)),
    };
    const filled = (pattern: string): string => pattern.replace(/%([snpm])/g, (_, key: string) => figures[key] ?? '');
    const named = filled(title);
    return {
      title: named.charAt(0).toUpperCase() + named.slice(1),
      url: `https://${host}.simulated.example/${topic.map(encodeURIComponent).join('-')}`,
      description: filled(text),
    };
  });
}
