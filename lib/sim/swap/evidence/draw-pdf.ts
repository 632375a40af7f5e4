import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import PDFDocument from 'pdfkit';
import { once } from '../../../base/once';
import type { EvidencePack } from './pack';
import { payloadOf } from './sign-json';
import { OPEN_RANGE, ROOM } from './sign-pdf';

// One family, which writes French names and Kinyarwanda, is laid into the file: it reads alike wherever it is opened.
const FONTS = ['node_modules', 'geist', 'dist', 'fonts'];
const fontOf = (name: string) =>
  once(`pdf-font-${name}`, () =>
    readFileSync(join(/* turbopackIgnore: true */ process.cwd(), ...FONTS, `${name}.ttf`)),
  );

const MARGIN = 56;
const INK = '#1a1c20';
const SOFT = '#5b616b';

type Doc = InstanceType<typeof PDFDocument>;
type Line = readonly [label: string, value: string];

/** Draws a pack as a PDF on A4, with a place that is left open for its signature. The language is that of records. */
export async function drawPdf(pack: EvidencePack, keyId: string): Promise<Buffer> {
  const doc = new PDFDocument({
    ...{ size: 'A4', margin: MARGIN, bufferPages: true, pdfVersion: '1.7', lang: 'en' },
    info: {
      Title: `Evidence ${pack.case.number}`,
      Author: pack.tenant.name,
      Subject: `SIM swap of ${pack.msisdn}`,
      CreationDate: new Date(pack.madeAt),
    },
  });
  const parts: Buffer[] = [];
  doc.on('data', (part: Buffer) => parts.push(part));
  const ended = new Promise((done) => doc.on('end', done));
  doc.registerFont('plain', fontOf('geist-sans/Geist-Regular'));
  doc.registerFont('strong', fontOf('geist-sans/Geist-SemiBold'));
  doc.registerFont('mono', fontOf('geist-mono/GeistMono-Regular'));
  leavePlace(doc, pack);
  drawAll(doc, pack, keyId);
  numberPages(doc, pack);
  doc.end();
  await ended;
  return Buffer.concat(parts);
}

function drawAll(doc: Doc, pack: EvidencePack, keyId: string): void {
  const at = clockOf(pack.tenant.timeZone);
  drawHead(doc, pack, at);
  section(doc, 'The case', caseLines(pack, at));
  section(doc, 'The cards', cardLines(pack, at));
  section(doc, 'Proofs that were given', proofLines(pack, at));
  section(doc, `Risk: ${pack.risk.score} of 100 (${pack.risk.level})`, riskLines(pack));
  section(doc, 'Notices', noticeLines(pack, at));
  section(doc, 'Money that left the wallet since the number moved', moneyLines(pack, at));
  section(doc, 'Every entry of the audit log about this case', eventLines(pack, at));
  section(doc, 'How to check this document', checkLines(pack, keyId));
}

/** A moment by the tenant's clocks and by UTC, so that it is read alike everywhere. */
function clockOf(timeZone: string): (iso: string | null) => string {
  const format = new Intl.DateTimeFormat('sv-SE', {
    ...{ timeZone, dateStyle: 'short', timeStyle: 'medium' },
  });
  return (iso) => (iso ? `${format.format(new Date(iso))} (${iso})` : '–');
}

type Clock = ReturnType<typeof clockOf>;
type Who = { id: string; name: string } | null;
const nameOf = (one: Who) => (one ? `${one.name} (${one.id})` : 'the system itself, or nobody who signed in');

function drawHead(doc: Doc, { tenant, case: one, msisdn, madeAt, madeBy }: EvidencePack, at: Clock): void {
  doc.font('plain').fontSize(10).fillColor(SOFT).text(tenant.name);
  doc.moveDown(0.4).font('strong').fontSize(20).fillColor(INK).text(`Evidence of a SIM swap, ${one.number}`);
  doc.moveDown(0.3).font('plain').fontSize(10).fillColor(SOFT);
  doc.text(`${msisdn} · made ${at(madeAt)} by ${nameOf(madeBy)}`);
  doc.text(`Times are those of ${tenant.timeZone}, with UTC beside them.`);
}

function section(doc: Doc, title: string, lines: readonly Line[]): void {
  if (doc.y > doc.page.height - MARGIN * 2.5) doc.addPage();
  doc.moveDown(1.2).font('strong').fontSize(12).fillColor(INK).text(title, MARGIN);
  doc.moveDown(0.3);
  for (const [label, value] of lines.length > 0 ? lines : [['', 'None.'] as const])
    drawLine(doc, label, value);
}

const LABEL_WIDTH = 128;

function drawLine(doc: Doc, label: string, value: string): void {
  const width = doc.page.width - MARGIN * 2 - LABEL_WIDTH;
  doc.font('plain').fontSize(8.5);
  const height = Math.max(
    doc.heightOfString(value, { width }),
    doc.heightOfString(label, { width: LABEL_WIDTH - 8 }),
  );
  if (doc.y + Math.min(height, 200) > doc.page.height - MARGIN * 1.5) doc.addPage();
  const { y } = doc;
  doc.fillColor(SOFT).text(label, MARGIN, y, { width: LABEL_WIDTH - 8 });
  doc.fillColor(INK).text(value, MARGIN + LABEL_WIDTH, y, { width });
  doc.y = Math.max(doc.y, y + height) + 3;
}

const listed = (words: readonly string[]) => (words.length > 0 ? words.join(', ') : '–');

function caseLines({ case: one, holder, people, remedy }: EvidencePack, at: Clock): Line[] {
  return [
    ['State', one.state],
    ['Holder', nameOf(holder)],
    ['Asked for by', `${nameOf(people.requestedBy)}, ${one.channel}${one.shop ? `, ${one.shop}` : ''}`],
    ['Reason that was given', one.reason],
    ['Asked for', at(one.requestedAt)],
    ['Proofs that were possible', listed(one.ways)],
    ['Why it was reviewed', listed(one.reviewReasons)],
    ['Reviewed', people.reviewedBy ? `${at(one.reviewedAt)} by ${nameOf(people.reviewedBy)}` : '–'],
    ['Why it waited', listed(one.coolingReasons)],
    ['Could take effect from', at(one.readyAt)],
    ['Disputed', one.disputedAt ? `${at(one.disputedAt)} by ${one.disputedBy}` : '–'],
    ['Decided', people.decidedBy ? `${at(one.decidedAt)} by ${nameOf(people.decidedBy)}` : '–'],
    ['Took effect', at(one.completedAt)],
    ['Why it came to nothing', one.refusal ?? '–'],
    ['Note', one.note ?? '–'],
    ['Undone as a fraud', remedy ? `${at(remedy.at)} by ${nameOf(remedy.by)}` : '–'],
  ];
}

const cardLines = ({ cards }: EvidencePack, at: Clock): Line[] =>
  cards.flatMap(({ which, iccid, imsi, state, events }) => [
    [which === 'before' ? 'Card before' : 'New card', `ICCID ${iccid}, IMSI ${imsi}, now ${state}`] as const,
    ...events.map(
      ({ at: when, from, to, by }) => ['', `${at(when)}: ${from ?? '–'} to ${to}, by ${nameOf(by)}`] as const,
    ),
  ]);

const proofLines = ({ proofs }: EvidencePack, at: Clock): Line[] =>
  proofs.map(({ at: when, kind, passed, by, sessionId, deviceId, ip }) => [
    `${kind}, ${passed ? 'right' : 'wrong'}`,
    `${at(when)} by ${nameOf(by)}; address ${ip ?? '–'}, browser ${deviceId ?? '–'}, session ${sessionId ?? '–'}`,
  ]);

const riskLines = ({ risk }: EvidencePack): Line[] =>
  risk.contributions.map(({ code, points }) => [code, `${points} points`]);

const noticeLines = ({ notices }: EvidencePack, at: Clock): Line[] =>
  notices.map(({ at: when, channel, address, template, state, sentAt }) => [
    `${channel}, ${state}`,
    `${template} to ${address}; promised ${at(when)}, left ${at(sentAt)}`,
  ]);

const moneyLines = ({ money }: EvidencePack, at: Clock): Line[] =>
  money.map(({ at: when, operation, amountMinor, currency, to, ip, deviceId, id }) => [
    `${operation}, ${amountMinor} ${currency}`,
    `${at(when)} to ${to ? nameOf(to) : 'the organisation'}; address ${ip ?? '–'}, browser ${deviceId ?? '–'}, entry ${id}`,
  ]);

const eventLines = ({ events }: EvidencePack, at: Clock): Line[] =>
  events.map(({ id, at: when, command, outcome, actorKind, actor, ip, userAgent, deviceId, change }) => [
    `${command}, ${outcome}`,
    [
      `${at(when)} by ${actor ? nameOf(actor) : actorKind}; address ${ip ?? '–'}, browser ${deviceId ?? '–'}, ${userAgent ?? '–'}`,
      `entry ${id}${change ? `: ${JSON.stringify(change)}` : ''}`,
    ].join('\n'),
  ]);

const checkLines = (pack: EvidencePack, keyId: string): Line[] => [
  [
    'This file',
    'It carries a signature (PAdES, ECDSA with P-256 and SHA-256) over all of its bytes. A reader of PDF shows whether anything was changed since.',
  ],
  ['The key', `${keyId} (RFC 7638). The organisation publishes its keys at /.well-known/evidence-keys.`],
  [
    'The same as JSON',
    `SHA-256 of its pack in canonical form (RFC 8785): ${createHash('sha256').update(payloadOf(pack)).digest('hex')}`,
  ],
];

/** Page numbers are known when all pages are. */
function numberPages(doc: Doc, { tenant, case: one }: EvidencePack): void {
  const { start, count } = doc.bufferedPageRange();
  for (let at = start; at < start + count; at += 1) {
    doc.switchToPage(at);
    const y = doc.page.height - MARGIN + 16;
    // Below the margin a text would begin a page of its own.
    doc.page.margins.bottom = 0;
    doc.font('plain').fontSize(8).fillColor(SOFT);
    doc.text(`${tenant.name} · ${one.number}`, MARGIN, y, { lineBreak: false });
    const page = `${at - start + 1} / ${count}`;
    doc.text(page, doc.page.width - MARGIN - doc.widthOfString(page), y, { lineBreak: false });
  }
}

type Dictionary = { data: Record<string, unknown>; end(): void };
type Inside = { ref(data: object): Dictionary; _root: Dictionary };

/** An invisible field whose value is the signature, of a fixed length, so that nothing moves when it is filled. */
function leavePlace(doc: Doc, { tenant, madeAt, case: one }: EvidencePack): void {
  // The library has no words of its own for signatures; its dictionaries are those of the format.
  const inside = doc as unknown as Inside;
  const page = doc.page as unknown as { dictionary: Dictionary; annotations: unknown[] };
  const signature = inside.ref({
    ...{ Type: 'Sig', Filter: 'Adobe.PPKLite', SubFilter: 'ETSI.CAdES.detached' },
    ByteRange: [0, OPEN_RANGE, OPEN_RANGE, OPEN_RANGE],
    Contents: Buffer.alloc(ROOM),
    M: new Date(madeAt),
    // A text of the format is an object; a bare one is a name.
    Name: new String(tenant.name),
    Reason: new String(`Evidence of case ${one.number}`),
  });
  const field = inside.ref({
    ...{ Type: 'Annot', Subtype: 'Widget', FT: 'Sig', F: 132, Rect: [0, 0, 0, 0] },
    ...{ T: new String('Signature'), V: signature, P: page.dictionary },
  });
  page.annotations.push(field);
  doc.font('plain').initForm();
  const form = (inside._root.data.AcroForm as Dictionary).data;
  Object.assign(form, { SigFlags: 3, Fields: [field] });
  // A reader that drew the fields anew would change what is signed.
  delete form.NeedAppearances;
  signature.end();
  field.end();
}
