import type { Block, RecordDocument, Section } from '@bo1/contracts/record/document';
import { drawOptions } from './options-table.ts';
import { ACCENT, INK, MUTED, RULE, Sheet, type Style } from './sheet.ts';

type Structure = PDFKit.PDFStructureElement;
const BODY: Style = { face: 'serif', size: 10.5, gap: 3 };
const SMALL: Style = { face: 'sans', size: 8.5, colour: MUTED, gap: 2 };
const HEADINGS: Record<Section['level'], Style> = {
  2: { face: 'sansBold', size: 11.5, gap: 2 },
  3: { face: 'sansBold', size: 9.5, gap: 2 },
};

/** A record as a PDF that prints and can be searched and listened to; its bytes. */
export async function recordPdf(record: RecordDocument, at: Date): Promise<Buffer> {
  const sheet = new Sheet({ title: record.question, subject: 'Decision record', at });
  drawTop(sheet, record);
  for (const section of record.sections) drawSection(sheet, section);
  if (sheet.replaced) {
    sheet.space(18);
    sheet.tag('P', sheet.root, () =>
      sheet.write('■ stands for a character that this document’s typefaces lack; the Markdown export has it.', SMALL),
    );
  }
  return sheet.finish(record.question);
}

function drawTop(sheet: Sheet, record: RecordDocument): void {
  const facts = ['Decision record', record.date, record.simulated && 'written by a simulated model, for demonstration'];
  sheet.tag('P', sheet.root, () => sheet.write(facts.filter(Boolean).join(' · '), SMALL));
  sheet.space(8);
  sheet.tag('H1', sheet.root, () => sheet.write(record.question, { face: 'serif', size: 13, colour: MUTED, gap: 2 }));
  sheet.space(8);
  sheet.tag('P', sheet.root, () => sheet.write(record.decision, { face: 'serifBold', size: 19, gap: 2 }));
  sheet.space(8);
  const { doc, left } = sheet;
  sheet.decorate(() =>
    doc
      .moveTo(left, doc.y)
      .lineTo(left + 40, doc.y)
      .lineWidth(2)
      .stroke(ACCENT),
  );
}

function drawSection(sheet: Sheet, { title, level, blocks }: Section): void {
  const part = sheet.group('Sect');
  const style = HEADINGS[level];
  sheet.space(level === 2 ? 18 : 10);
  // A heading never stands alone at the foot of a page.
  sheet.need(sheet.height(title, style, sheet.width) + (blocks[0]?.kind === 'options' ? 90 : 48));
  sheet.tag(`H${level}`, part, () => sheet.write(title, style));
  sheet.space(level === 2 ? 5 : 2);
  for (const [index, block] of blocks.entries()) {
    if (index > 0) sheet.space(6);
    drawBlock(sheet, block, part);
  }
}

function drawBlock(sheet: Sheet, block: Block, part: Structure): void {
  switch (block.kind) {
    case 'prose':
      return drawProse(sheet, block.text, block.quoted ?? false, part);
    case 'line':
      return sheet.tag('P', part, () => sheet.write(block.line.text, BODY, { ...block.line }));
    case 'facts':
      return sheet.tag('P', part, () => sheet.write(block.facts.join('  ·  '), SMALL));
    case 'list':
      return drawList(sheet, block, part);
    case 'options':
      return drawOptions(sheet, block, part);
  }
}

function drawProse(sheet: Sheet, text: string, quoted: boolean, part: Structure): void {
  const style = quoted ? { ...BODY, colour: MUTED } : BODY;
  const paragraphs = text.split(/\n\s*\n/).filter((one) => one.trim() !== '');
  for (const [index, paragraph] of paragraphs.entries()) {
    if (index > 0) sheet.space(5);
    const { doc } = sheet;
    const [top, page] = [doc.y, doc.page];
    sheet.tag(quoted ? 'BlockQuote' : 'P', part, () =>
      sheet.write(paragraph.replace(/\s+/g, ' ').trim(), style, { indent: quoted ? 12 : 0 }),
    );
    // Over a page's end the line would need two parts: the indentation is enough there.
    if (quoted && doc.page === page) drawBar(sheet, top);
  }
}

const drawBar = (sheet: Sheet, top: number): void =>
  sheet.decorate(() =>
    sheet.doc
      .moveTo(sheet.left + 2, top)
      .lineTo(sheet.left + 2, sheet.doc.y - 2)
      .lineWidth(1.5)
      .stroke(RULE),
  );

/** A page's address stands beside its title: paper has no links. */
const onPaper = (text: string, href: string | undefined): string => (href && href !== text ? `${text} ${href}` : text);

function drawList(sheet: Sheet, block: Extract<Block, { kind: 'list' }>, part: Structure): void {
  if (block.label) {
    sheet.need(36);
    sheet.tag('P', part, () => sheet.write(block.label!, { ...SMALL, face: 'sansBold', colour: INK }));
    sheet.space(2);
  }
  const list = sheet.group('L', part);
  for (const [index, { lead, text, href }] of block.items.entries()) {
    if (index > 0) sheet.space(2);
    sheet.need(16);
    const item = sheet.group('LI', list);
    const { doc } = sheet;
    const top = doc.y;
    sheet.tag('Lbl', item, () => {
      sheet
        .style({ ...BODY, colour: MUTED })
        .doc.text(block.ordered ? `${index + 1}.` : '•', sheet.left + 2, top, { width: 16 });
    });
    doc.y = top;
    sheet.tag('LBody', item, () =>
      sheet.write(onPaper(text, href), BODY, { ...(lead && { lead }), ...(href && { href }), indent: 18 }),
    );
  }
}
