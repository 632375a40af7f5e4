import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import PDFDocument from 'pdfkit';
import { decimalText, money } from '../../base/money';
import { once } from '../../base/once';
import type { StatedLine } from './read-lines';
import type { Totals } from './read-statement';
import { nameLine, type StatementWords, wordsOf } from './words';

/** All that is printed. The totals were checked against the lines before. */
export type Statement = {
  tenant: { name: string; timeZone: string };
  kind: 'wallet' | 'float';
  holder: string;
  currency: string;
  from: string;
  to: string;
  madeAt: Date;
  locale: string;
  totals: Totals;
  lines: readonly StatedLine[];
};

// One family, which writes French names and Kinyarwanda, is laid into the file: it reads alike wherever it is opened.
const FONTS = ['node_modules', 'geist', 'dist', 'fonts'];
const fontOf = (name: string) =>
  once(`pdf-font-${name}`, () =>
    readFileSync(join(/* turbopackIgnore: true */ process.cwd(), ...FONTS, `${name}.ttf`)),
  );

const MARGIN = 44;
const INK = '#1a1c20';
const SOFT = '#5b616b';
const ROW = 15;

type Doc = InstanceType<typeof PDFDocument>;
type Page = {
  doc: Doc;
  words: StatementWords;
  statement: Statement;
  spell: (minor: bigint) => string;
  clock: (at: Date) => string;
};

const COLUMNS = [
  { key: 'date', x: 0, width: 84, align: 'left' },
  { key: 'what', x: 88, width: 150, align: 'left' },
  { key: 'receipt', x: 242, width: 108, align: 'left' },
  { key: 'credit', x: 350, width: 48, align: 'right' },
  { key: 'debit', x: 402, width: 48, align: 'right' },
  { key: 'balance', x: 454, width: 53, align: 'right' },
] as const;

// Figures stand in the faces that every reader of PDF has: they are set four times as fast, and a statement is mostly figures.
const FACES = {
  date: 'Helvetica',
  what: 'plain',
  receipt: 'Courier',
  credit: 'Helvetica',
  debit: 'Helvetica',
  balance: 'Helvetica',
};
/** Other requests are let in after so many lines. */
const AT_A_TIME = 100;

/** Draws a statement as a PDF on A4. */
export async function drawStatement(statement: Statement): Promise<Buffer> {
  const words = wordsOf(statement.locale);
  const doc = new PDFDocument({
    ...{ size: 'A4', margin: MARGIN, bufferPages: true, pdfVersion: '1.7', lang: statement.locale },
    info: { Title: words.title, Author: statement.tenant.name, CreationDate: statement.madeAt },
  });
  const parts: Buffer[] = [];
  doc.on('data', (part: Buffer) => parts.push(part));
  const ended = new Promise((done) => doc.on('end', done));
  doc.registerFont('plain', fontOf('geist-sans/Geist-Regular'));
  doc.registerFont('strong', fontOf('geist-sans/Geist-SemiBold'));
  const page = { doc, words, statement, spell: spellerOf(statement), clock: clockOf(statement) };
  drawHead(page);
  drawTotals(page);
  await drawLines(page);
  numberPages(page);
  doc.end();
  await ended;
  return Buffer.concat(parts);
}

/** Amounts as their reader writes them, without the currency, which stands above. The fonts have no narrow space. */
function spellerOf({ currency, locale }: Statement): (minor: bigint) => string {
  const decimals = decimalText(money(0n, currency)).split('.')[1]?.length ?? 0;
  const format = new Intl.NumberFormat(locale, {
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
  });
  return (minor) => format.format(decimalText(money(minor, currency))).replaceAll(/\s/g, ' ');
}

/** Moments in a form that is read alike in every language. Making a formatter costs far more than using one. */
function clockOf({ tenant: { timeZone } }: Statement): (at: Date) => string {
  const format = new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', timeStyle: 'short', timeZone });
  return (at) => format.format(at);
}

function drawHead({ doc, words, statement, clock }: Page): void {
  const { tenant, kind, holder, currency, from, to, madeAt } = statement;
  doc.font('plain').fontSize(10).fillColor(SOFT).text(tenant.name);
  doc.moveDown(0.3).font('strong').fontSize(19).fillColor(INK).text(words.title);
  doc.moveDown(0.3).font('plain').fontSize(10).fillColor(SOFT);
  doc.text(`${words[kind]} · ${words.holder} ${holder}`);
  doc.text(`${words.period}: ${from} – ${to} · ${words.currency}: ${currency}`);
  doc.text(`${words.made}: ${clock(madeAt)}. ${words.zone.replace('{zone}', tenant.timeZone)}`);
}

function drawTotals({ doc, words, statement: { totals }, spell }: Page): void {
  doc.moveDown(1);
  for (const key of ['opening', 'in', 'out', 'fees', 'closing'] as const) {
    const { y } = doc;
    const isStrong = key === 'opening' || key === 'closing';
    doc
      .font(isStrong ? 'strong' : 'plain')
      .fontSize(10)
      .fillColor(key === 'fees' ? SOFT : INK);
    doc.text(words[key], MARGIN + (key === 'fees' ? 12 : 0), y, { width: 200, lineBreak: false });
    doc.text(spell(totals[key]), MARGIN + 200, y, { width: 110, align: 'right' });
    doc.y = y + ROW;
  }
  doc.font('plain').fontSize(8).fillColor(SOFT).text(words.sum, MARGIN);
}

async function drawLines(page: Page): Promise<void> {
  const { doc, words, statement } = page;
  doc.moveDown(1.2);
  if (statement.lines.length === 0) {
    doc.font('plain').fontSize(10).fillColor(SOFT).text(words.none, MARGIN);
    return;
  }
  drawHeadings(page);
  for (const [place, line] of statement.lines.entries()) {
    if (place % AT_A_TIME === 0) await setImmediate();
    if (doc.y > doc.page.height - MARGIN - ROW * 2) {
      doc.addPage();
      drawHeadings(page);
    }
    drawLine(page, line);
  }
  doc.moveDown(0.6).font('plain').fontSize(8).fillColor(SOFT).text(words.check, MARGIN);
}

function drawHeadings({ doc, words }: Page): void {
  const { y } = doc;
  doc.font('strong').fontSize(8).fillColor(SOFT);
  for (const { key, x, width, align } of COLUMNS)
    doc.text(words[key], MARGIN + x, y, { width, align, lineBreak: false });
  doc.y = y + ROW - 2;
  doc
    .moveTo(MARGIN, doc.y - 3)
    .lineTo(MARGIN + 507, doc.y - 3)
    .lineWidth(0.5)
    .stroke(SOFT);
}

function drawLine({ doc, words, spell, clock }: Page, line: StatedLine): void {
  const { y } = doc;
  const texts = {
    date: clock(line.at),
    what: nameLine(words, line),
    receipt: line.receiptNumber,
    credit: line.direction === 'in' ? spell(line.amount) : '',
    debit: line.direction === 'out' ? spell(line.amount) : '',
    balance: spell(line.balanceAfter),
  };
  for (const { key, x, width, align } of COLUMNS) {
    doc.font(FACES[key]).fontSize(key === 'receipt' ? 5.8 : 8);
    doc.fillColor(key === 'receipt' ? SOFT : INK);
    const place = MARGIN + x;
    const top = key === 'receipt' ? y + 1.6 : y;
    // An amount is never cut: one that is wider than its column runs to the left of it.
    const runs = align === 'right' ? doc.widthOfString(texts[key]) : 0;
    if (align === 'right') doc.text(texts[key], place + width - runs, top, { lineBreak: false });
    else doc.text(texts[key], place, top, { width, height: 10, ellipsis: true, lineBreak: false });
  }
  doc.y = y + ROW;
}

/** Page numbers are known when all pages are. */
function numberPages({ doc, words, statement }: Page): void {
  const { start, count } = doc.bufferedPageRange();
  for (let at = start; at < start + count; at += 1) {
    doc.switchToPage(at);
    const y = doc.page.height - MARGIN + 14;
    // Below the margin a text would begin a page of its own.
    doc.page.margins.bottom = 0;
    doc.font('plain').fontSize(8).fillColor(SOFT);
    const name = `${statement.tenant.name} · ${words.title} · ${statement.from} – ${statement.to}`;
    doc.text(name, MARGIN, y, { lineBreak: false });
    const number = `${at - start + 1} / ${count}`;
    doc.text(number, doc.page.width - MARGIN - doc.widthOfString(number), y, { lineBreak: false });
  }
}
