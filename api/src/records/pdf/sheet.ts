import PDFDocument from 'pdfkit';
import { drawable, MISSING, typefaces, type Face } from './typefaces.ts';

export const INK = '#1b2120';
export const MUTED = '#56605e';
export const ACCENT = '#0b5f58';
export const TINT = '#e8f2f0';
export const RULE = '#d3d9d7';

type Structure = PDFKit.PDFStructureElement;
export interface Style {
  face: Face;
  size: number;
  colour?: string;
  /** Points between lines beyond the typeface's own. */
  gap?: number;
}
const MARGINS = { top: 64, bottom: 68, left: 62, right: 62 };

/**
 * A tagged A4 document: what is drawn through `tag` is in the reading order under its role, everything else is decoration.
 * The cursor is the document's own `y`; text that does not fit goes on overleaf by itself.
 */
export class Sheet {
  readonly doc: PDFKit.PDFDocument;
  readonly root: Structure;
  readonly left = MARGINS.left;
  readonly width: number;
  /** Whether a character had to be replaced. */
  replaced = false;

  constructor(info: { title: string; subject: string; at: Date }) {
    this.doc = new PDFDocument({
      size: 'A4',
      margins: MARGINS,
      pdfVersion: '1.7',
      tagged: true,
      lang: 'en',
      displayTitle: true,
      bufferPages: true,
      // The first face is set below: the default would be one of PDF's own, which is not embedded.
      font: null as unknown as string,
      info: {
        Title: info.title,
        Subject: info.subject,
        Creator: 'Board of One',
        Producer: 'Board of One',
        CreationDate: info.at,
        ModDate: info.at,
      },
    });
    for (const [face, file] of Object.entries(typefaces())) this.doc.registerFont(face, file);
    this.doc.font('serif');
    this.width = this.doc.page.width - MARGINS.left - MARGINS.right;
    this.root = this.doc.struct('Document');
    this.doc.addStructure(this.root);
  }

  /** Lowest point of the page's body. */
  get bottom(): number {
    return this.doc.page.height - MARGINS.bottom;
  }

  /** An element that holds others. */
  group(type: string, parent: Structure = this.root): Structure {
    const element = this.doc.struct(type);
    parent.add(element);
    return element;
  }

  /** Draws content under a role of its own. */
  tag(type: string, parent: Structure, draw: () => void, options: { scope?: 'Column' | 'Row' } = {}): void {
    const content = this.doc.markStructureContent(type);
    // The typings do not know `scope`, which says what a table's heading is the heading of.
    parent.add(this.doc.struct(type, options as PDFKit.Mixins.StructureElementOptions, [content]));
    draw();
    this.doc.endMarkedContent();
  }

  /** Draws what carries no meaning: rules, tints, repeated headings, page numbers. */
  decorate(draw: () => void, type: 'Layout' | 'Pagination' = 'Layout'): void {
    this.doc.markContent('Artifact', { type });
    draw();
    this.doc.endMarkedContent();
  }

  style({ face, size, colour = INK }: Style): this {
    this.doc.font(face).fontSize(size).fillColor(colour);
    return this;
  }

  /** Text as it can be drawn in the face that is set. */
  clean(text: string): string {
    const { font } = (this.doc as unknown as { _font: { font: { hasGlyphForCodePoint(one: number): boolean } } })._font;
    const clean = drawable(text, (one) => font.hasGlyphForCodePoint(one));
    this.replaced ||= clean.includes(MISSING);
    return clean;
  }

  /** One paragraph at the cursor; `lead` comes first, in bold; `href` makes a link of the rest. */
  write(
    text: string,
    style: Style,
    { lead, href, indent = 0 }: { lead?: string; href?: string; indent?: number } = {},
  ): void {
    const options = { width: this.width - indent, lineGap: style.gap ?? 0 };
    const x = this.left + indent;
    const bold = style.face === 'serif' ? 'serifBold' : 'sansBold';
    const link = href ? { link: href, underline: true } : {};
    const { doc } = this;
    if (lead) {
      const begin = this.style({ ...style, face: bold }).clean(`${lead} `);
      doc.text(begin, x, doc.y, { ...options, continued: true });
      this.style(style);
      doc.text(this.clean(text), { ...options, ...link });
    } else {
      doc.text(this.style(style).clean(text), x, doc.y, { ...options, ...link });
    }
  }

  height(text: string, style: Style, width: number): number {
    this.style(style);
    return this.doc.heightOfString(this.clean(text), { width, lineGap: style.gap ?? 0 });
  }

  space(points: number): void {
    this.doc.y += points;
  }

  /** Begins a page unless so many points are left on this one. */
  need(points: number): void {
    if (this.doc.y + points > this.bottom) this.doc.addPage();
  }

  /** Page numbers, and the bytes. `foot` is what stands on the left of every page's foot. */
  async finish(foot: string): Promise<Buffer> {
    const { doc } = this;
    this.root.end();
    const { start, count } = doc.bufferedPageRange();
    for (let page = start; page < start + count; page += 1) {
      doc.switchToPage(page);
      // Below the body: the body's margin would begin a page of its own.
      doc.page.margins.bottom = 0;
      const y = doc.page.height - MARGINS.bottom + 26;
      this.decorate(() => {
        this.style({ face: 'sans', size: 7.5, colour: MUTED });
        doc.text(this.clean(foot), this.left, y, { width: this.width - 80, height: 10, ellipsis: true });
        doc.text(`${page + 1} of ${count}`, this.left + this.width - 70, y, { width: 70, align: 'right' });
      }, 'Pagination');
    }
    const chunks: Buffer[] = [];
    doc.on('data', (chunk: Buffer) => chunks.push(chunk));
    const ended = new Promise((resolve, reject) => doc.once('end', resolve).once('error', reject));
    doc.end();
    await ended;
    return Buffer.concat(chunks);
  }
}
