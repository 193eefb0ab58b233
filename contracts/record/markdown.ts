import type { Block, Line, RecordDocument, Section } from './document.ts';

/** A record as Markdown that reads and prints well. Texts of people and models are kept as text, never as markup. */
export function recordMarkdown(document: RecordDocument): string {
  const parts = [
    `# ${inline(document.question)}`,
    `**Decision:** ${inline(document.decision)}`,
    document.simulated ? '> Written by a simulated model, for demonstration.' : '',
    ...document.sections.map(section),
  ];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

const section = ({ title, level, blocks }: Section): string =>
  [`${'#'.repeat(level)} ${inline(title)}`, ...blocks.map(block)].filter((part) => part !== '').join('\n\n');

function block(one: Block): string {
  switch (one.kind) {
    case 'prose':
      return one.quoted ? quoted(one.text) : paragraphs(one.text);
    case 'line':
      return line(one.line);
    case 'facts':
      return one.facts.map(inline).join(' · ');
    case 'list': {
      const items = one.items.map((item, index) => `${one.ordered ? `${index + 1}.` : '-'} ${line(item)}`).join('\n');
      return one.label ? `${inline(one.label)}:\n\n${items}` : items;
    }
    case 'options':
      return options(one);
  }
}

/** One line of text in which no character is markup. */
const inline = (text: string): string =>
  text
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/[\\`*_{}[\]<>#|~]/g, '\\$&');

const line = ({ lead, text, href }: Line): string => {
  const said = href ? `[${inline(text)}](<${destination(href)}>)` : inline(text);
  return lead ? `**${inline(lead)}** ${said}` : said;
};

/** An address between angle brackets: nothing in it ends it, begins code or markup, or is read as an entity. */
const destination = (href: string): string =>
  href.replace(/[\s\\`<>]/g, encodeURIComponent).replace(/&(?=#?\w+;)/g, '&amp;');

/** Paragraphs stay paragraphs. A line cannot begin a list or a heading by accident. */
const paragraphs = (text: string): string =>
  text
    .split(/\n\s*\n/)
    .map((paragraph) =>
      inline(paragraph)
        .replace(/^(\d+)([.)])/, '$1\\$2')
        .replace(/^([-+=])/, '\\$1'),
    )
    .filter((paragraph) => paragraph !== '')
    .join('\n\n');

const quoted = (text: string): string =>
  paragraphs(text)
    .split('\n')
    .map((part) => (part === '' ? '>' : `> ${part}`))
    .join('\n');

function options({ columns, rows }: Extract<Block, { kind: 'options' }>): string {
  const row = (cells: string[]) => `| ${cells.join(' | ')} |`;
  return [
    row(['', ...columns.map(({ title, mark }) => `${inline(title)}${mark ? ` (${mark})` : ''}`)]),
    row(['---', ...columns.map(() => '---')]),
    ...rows.map(({ title, cells }) => row([inline(title), ...cells.map(inline)])),
  ].join('\n');
}
