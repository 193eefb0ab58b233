import type { Block } from '@bo1/contracts/record/document';
import { ACCENT, MUTED, RULE, TINT, type Sheet, type Style } from './sheet.ts';

export type Options = Extract<Block, { kind: 'options' }>;
type Structure = PDFKit.PDFStructureElement;

const HEAD: Style = { face: 'sansBold', size: 8.5, gap: 1.5 };
const MARK: Style = { face: 'sans', size: 7.5, colour: ACCENT };
const LABEL: Style = { face: 'sans', size: 8, colour: MUTED, gap: 1.5 };
const CELL: Style = { face: 'sans', size: 8.5, gap: 2 };
const PAD = { x: 6, y: 5 };
const LABEL_WIDTH = 78;
/** More columns than these leave no room for words. */
const MOST_COLUMNS = 4;

/** Options side by side with trade-offs as rows; one below the other where there are too many, or a cell is too long. */
export function drawOptions(sheet: Sheet, block: Options, parent: Structure): void {
  const { columns } = block;
  const columnWidth = (sheet.width - LABEL_WIDTH) / columns.length;
  const heights = block.rows.map((row) => rowHeight(sheet, row, columnWidth));
  const fits = columns.length <= MOST_COLUMNS && heights.every((height) => height < 240);
  if (fits) new Table(sheet, block, columnWidth, parent).draw(heights);
  else for (const index of columns.keys()) drawStacked(sheet, block, index, parent);
}

function rowHeight(sheet: Sheet, row: Options['rows'][number], columnWidth: number): number {
  const inner = columnWidth - 2 * PAD.x;
  const label = sheet.height(row.title, LABEL, LABEL_WIDTH - 2 * PAD.x);
  const cells = row.cells.map((text) => sheet.height(text || '–', CELL, inner));
  return Math.ceil(Math.max(label, ...cells)) + 2 * PAD.y;
}

class Table {
  private readonly sheet: Sheet;
  private readonly block: Options;
  private readonly columnWidth: number;
  private readonly table: Structure;
  private readonly headHeight: number;

  constructor(sheet: Sheet, block: Options, columnWidth: number, parent: Structure) {
    this.sheet = sheet;
    this.block = block;
    this.columnWidth = columnWidth;
    this.table = sheet.group('Table', parent);
    const inner = columnWidth - 2 * PAD.x;
    const heads = block.columns.map(
      ({ title, mark }) => sheet.height(title, HEAD, inner) + (mark ? sheet.height(mark, MARK, inner) + 2 : 0),
    );
    this.headHeight = Math.ceil(Math.max(...heads)) + 2 * PAD.y;
  }

  draw(heights: number[]): void {
    const { sheet, block } = this;
    sheet.need(this.headHeight + (heights[0] ?? 0));
    const row = sheet.group('TR', this.table);
    sheet.tag('TH', row, () => this.text('Trade-off', LABEL, 0), { scope: 'Column' });
    this.head((index, write) => sheet.tag('TH', row, () => write(index), { scope: 'Column' }));
    for (const [at, height] of heights.entries()) {
      if (sheet.doc.y + height > sheet.bottom) {
        sheet.doc.addPage();
        this.head((index, write) => sheet.decorate(() => write(index)));
      }
      this.row(block.rows[at]!, height);
    }
    sheet.doc.x = sheet.left;
  }

  /** The titles of the options; on later pages they are a repetition, which nobody needs to hear again. */
  private head(each: (index: number, write: (index: number) => void) => void): void {
    const { sheet, block } = this;
    const top = sheet.doc.y;
    this.ground(top, this.headHeight, 1);
    for (const index of block.columns.keys()) {
      each(index, (column) => {
        sheet.doc.y = top;
        const { title, mark } = block.columns[column]!;
        const end = this.text(title, HEAD, column + 1);
        if (mark) this.text(mark, MARK, column + 1, end + 2);
      });
    }
    sheet.doc.y = top + this.headHeight;
  }

  private row({ title, cells }: Options['rows'][number], height: number): void {
    const { sheet } = this;
    const top = sheet.doc.y;
    this.ground(top, height, 0.5);
    const row = sheet.group('TR', this.table);
    sheet.tag('TH', row, () => this.text(title, LABEL, 0), { scope: 'Row' });
    for (const [index, cell] of cells.entries()) {
      sheet.doc.y = top;
      sheet.tag('TD', row, () => this.text(cell || '–', CELL, index + 1));
    }
    sheet.doc.y = top + height;
  }

  /** Tint of what was chosen, and the rule below. */
  private ground(top: number, height: number, weight: number): void {
    const { sheet, block, columnWidth } = this;
    const { doc, left, width } = sheet;
    sheet.decorate(() => {
      for (const [index, { mark }] of block.columns.entries()) {
        if (mark) doc.rect(left + LABEL_WIDTH + index * columnWidth, top, columnWidth, height).fill(TINT);
      }
      doc
        .moveTo(left, top + height)
        .lineTo(left + width, top + height)
        .lineWidth(weight)
        .stroke(RULE);
    });
  }

  /** Text of a cell, whose top is the cursor; returns where it ends, and leaves the cursor where it was. */
  private text(text: string, style: Style, column: number, at?: number): number {
    const { sheet, columnWidth } = this;
    const top = sheet.doc.y;
    const x = column === 0 ? sheet.left : sheet.left + LABEL_WIDTH + (column - 1) * columnWidth + PAD.x;
    const width = column === 0 ? LABEL_WIDTH - 2 * PAD.x : columnWidth - 2 * PAD.x;
    sheet.style(style).doc.text(sheet.clean(text), x, at ?? top + PAD.y, { width, lineGap: style.gap ?? 0 });
    const end = sheet.doc.y;
    sheet.doc.y = top;
    return end;
  }
}

function drawStacked(sheet: Sheet, { columns, rows }: Options, index: number, parent: Structure): void {
  const { title, mark } = columns[index]!;
  sheet.need(70);
  sheet.tag('P', parent, () => sheet.write(mark ? `(${mark})` : '', { ...CELL, size: 9.5 }, { lead: title }));
  const list = sheet.group('L', parent);
  for (const row of rows) {
    const text = row.cells[index];
    if (!text) continue;
    sheet.space(2);
    sheet.tag('LI', list, () => sheet.write(text, CELL, { lead: `${row.title}:`, indent: 12 }));
  }
  sheet.space(8);
}
